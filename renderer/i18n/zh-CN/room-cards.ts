export const roomCards = {
  asks: '{{name}} 问',
  aloud: '主播正在回答',
  item: '正在讲的商品',
  itemNumber: '{{number}}号',
  listPrice: '日常 {{price}}',
  priceToCome: '价格听主播说',
  stock: '库存 {{n}}',
  soldOut: '已售罄',
  liveUntil: '直播价到 {{time}}',
  askAbout: '问这件',
} as const
