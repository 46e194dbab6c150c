export const rehearsal = {
  title: '彩排',
  text: '放一段录好的直播间：弹幕、提问、商品都会动，没有观众在看，也不用账号。拿来熟悉手感、练答问题。',
  start: '开始彩排',
  otherRoom: '换一间',
  loading: '正在读取录好的直播间…',
  noRooms: '没有找到录好的直播间。',
  facts: '{{minutes}} 分钟 · {{danmaku}} 条弹幕',
  playing: '彩排中，没有观众在看',
  playedOut: '录像放完了，剩下的提问可以接着练',
  progress: '彩排进度',
  stop: '结束彩排',
}
