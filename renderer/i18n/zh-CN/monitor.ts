export const monitor = {
  program: '播出',
  preview: '预备',
  noProgram: '还没有播出的场景',
  noPreview: '点一个场景放到这里',
  missing: '机位 {{cameras}} 没有画面',
  failed: '画面合成停了',
}
