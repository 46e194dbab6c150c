export const goLive = {
  badge_off: '未开播',
  badge_live: 'LIVE',
  badge_rehearsal: '彩排',

  endTitle: '要结束这场直播吗？',
  endSummary: '已播 {{duration}} · {{viewers}} 人正在看 · {{pending}} 个提问还没答',
  endHint: '结束后观众的画面马上停止，这一场不能再接着播。',
  endHintRecording: '结束后观众的画面马上停止，录像自动存完，这一场不能再接着播。',
  holdToEnd: '按住结束',
  ending: '正在结束…',
  goOn: '继续直播',
}
