export const overlay = {
  setupTitle: '叠加层还没有连上直播台',
  setupHint: '在直播台的“入场码”里复制叠加层地址（末尾带 6 位码），填进 OBS 的浏览器源。',
  setupWrongCode: '地址里的 6 位码不对或已经换掉，请复制新的叠加层地址。',
} as const
