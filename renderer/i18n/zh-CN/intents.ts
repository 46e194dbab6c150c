export const intents = {
  price: '价格',
  size: '尺码',
  stock: '库存',
  shipping: '物流',
  productAttribute: '商品信息',
  usage: '用法',
  link: '求链接',
  coupon: '优惠券',
  afterSale: '售后',
  schedule: '排期',
  other: '其他',
}
