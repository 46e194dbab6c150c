export const scenes = {
  title: '场景',
  tile: '{{name}}，{{state}}',
  state_idle: '未使用',
  state_preview: '预备',
  state_program: '播出',
  hint: '单击放到预备，双击或按 {{number}} 直接播出，F{{number}} 预备',
  dark: '机位 {{cameras}} 没有画面',
  cut: '切换',
  'name_camera-1': '机位 1',
  'name_camera-2': '机位 2',
  'name_side-by-side': '双机同屏',
  'name_picture-in-picture': '画中画',
}
