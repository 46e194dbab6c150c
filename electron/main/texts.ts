const zhCN = {
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '显示',
  actualSize: '实际大小',
  zoomIn: '放大',
  zoomOut: '缩小',
  fullScreen: '全屏',
  window: '窗口',
  minimize: '最小化',
  close: '关闭窗口',
  studio: '直播台',
  about: '关于回头直播台',
  hide: '隐藏回头直播台',
  quit: '退出回头直播台',
  developer: '开发',
  reload: '重新载入',
  developerTools: '开发者工具',

  leaveLiveTitle: '直播或录制还在进行',
  leaveLiveDetail: '现在关闭会中断播出的画面和声音。已经收到的弹幕、提问和日志都已保存。',
  leavePageTitle: '这个页面还有没做完的内容',
  leavePageDetail: '现在关闭，还没提交的内容会丢失。',
  stay: '留下',
  leaveAnyway: '仍要关闭',

  serviceFailedTitle: '场次服务没能启动',
  serviceFailedDetail: '已有的场次数据没有改动。原因：{{reason}}',
  serviceUnreachableTitle: '打不开直播台页面',
  serviceUnreachableDetail: '{{url}} 没有应答。原因：{{reason}}',
  pageCrashedTitle: '直播台页面反复出错',
  pageCrashedDetail: '场次服务和日志不受影响，可以重新打开页面。',
  tryAgain: '重试',
  attachAddressRefused:
    'STUDIO_SERVICE_URL 只接受本机回环地址，例如 http://127.0.0.1:4170/?token=…；现在是：{{url}}',

  wholeScreen: '屏幕 {{number}}',
  nothingToShare: '没有可以采集的屏幕或窗口',
} as const

export type ShellTexts = Readonly<Record<keyof typeof zhCN, string>>

const en: ShellTexts = {
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  actualSize: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fullScreen: 'Full screen',
  window: 'Window',
  minimize: 'Minimise',
  close: 'Close window',
  studio: 'Studio',
  about: 'About Huitou Studio',
  hide: 'Hide Huitou Studio',
  quit: 'Quit Huitou Studio',
  developer: 'Developer',
  reload: 'Reload',
  developerTools: 'Developer tools',

  leaveLiveTitle: 'The show or a recording is still running',
  leaveLiveDetail:
    'Closing now cuts the picture and sound on air. Danmaku, questions and the log received so far are saved.',
  leavePageTitle: 'Something on this page is not finished',
  leavePageDetail: 'What has not been submitted is lost when it closes.',
  stay: 'Stay',
  leaveAnyway: 'Close anyway',

  serviceFailedTitle: 'The session service did not start',
  serviceFailedDetail: 'Your saved shows were not changed. Reason: {{reason}}',
  serviceUnreachableTitle: 'The studio page cannot be opened',
  serviceUnreachableDetail: '{{url}} does not answer. Reason: {{reason}}',
  pageCrashedTitle: 'The studio page keeps failing',
  pageCrashedDetail: 'The session service and the log are not affected; the page can be opened again.',
  tryAgain: 'Try again',
  attachAddressRefused:
    'STUDIO_SERVICE_URL takes loopback addresses only, such as http://127.0.0.1:4170/?token=…; it is: {{url}}',

  wholeScreen: 'Screen {{number}}',
  nothingToShare: 'There is no screen or window to capture',
}

/** The shell's own words, menus and native questions: Chinese for any Chinese system locale (BCP 47), else English. */
export function shellTexts(locale: string): ShellTexts {
  return locale.toLowerCase().startsWith('zh') ? zhCN : en
}

/** Fills `{{name}}` places, the notation the pages' texts use. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place))
}
