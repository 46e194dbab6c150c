export const duty = {
  unattended: '{{n}} 个提问没人处理',
  attend: '去处理',
  titleAlarm: '({{n}} 个没人处理) {{title}}',
  onDuty: '值守 {{n}}',
  you: '（我）',
  host: '主播',
  moderator: '助播',
  noThread: '没有打开提问',
  nobody: '现在没有助播值守。',
  sound: '无人处理时响铃',
  soundHint: '快到时的提问 8 秒没人碰就轻响一声，只在这台设备上响。',
}
