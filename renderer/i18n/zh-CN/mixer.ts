export const mixer = {
  title: '调音',
  microphone: '话筒',
  program: '播出',
  muted: '已静音',
  mute: '话筒静音',
  unmute: '打开话筒',
  microphoneLevel: '话筒音量',
  programLevel: '播出音量',
  gain: '话筒推子',
  off: '关',
  noMicrophone: '没有接话筒，观众听不到声音。',
  blocked: '浏览器还没让出声，在页面上点一下就好。',
}
