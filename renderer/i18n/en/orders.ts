import type { orders as zh } from '../zh-CN/orders.ts'

export const orders = {
  menu: 'Orders',
  title: 'Orders',
  ofShow: 'Of this show',
  connect: 'Connect the shop',
  loading: 'Loading…',

  orders: 'Orders',
  gmv: 'Sales',
  gmvHint: 'What was paid less refunds. Orders refunded in full do not count.',
  buyers: 'Buyers',
  perBuyer: 'Per buyer',
  perBuyerHint: 'Sales ÷ buyers',
  none: 'No orders in this show yet',
  noneHint:
    'Orders placed between going live and ending appear here: sent by the shop system, or imported from its list.',
  nameless: 'No name',
  unnamedGoods: 'Goods not named',
  asked: 'asked {{n}}× before',
  refundedAll: 'refunded',
  refundedPart: '{{amount}} refunded',
  more: '{{n}} earlier ones are not listed; the figures above include them.',

  connectHint:
    'Your shop system sends each order to this address when it is paid or refunded. During a show orders count for it and take from its stock; they always become what the fan has bought. An order number sent again is not counted again. Orders that come during a rehearsal are kept as purchases only.',
  address: 'Address',
  addressHere:
    'Only programs on this computer can use it. To send from another computer, switch on LAN access in the menu (Let viewers and moderators in).',
  addressLan: 'Computers of this network can use it. It is not encrypted: only in a network you trust.',
  token: 'Token',
  make: 'Make a token',
  noToken: 'Without a token nobody can send orders.',
  tokenSet: 'Set; not shown again.',
  tokenUsed: 'Set; orders came at {{time}}.',
  tokenOnce: 'Copy it into the shop system now: it is not shown again once this window is closed.',
  copyToken: 'Copy token',
  renew: 'New token',
  renewWarning: 'The old token stops working at once; the shop system needs the new one.',
  renewNow: 'Replace it',
  revoke: 'Switch off',
  revokeWarning: 'The shop system can send no more orders. What has come stays.',
  revokeNow: 'Switch off',
  keep: 'Keep it',
  yourToken: 'YOUR_TOKEN',
  try: 'Try it',
  copyLine: 'Copy line',
  tryHint:
    'Run it in a terminal: it records a test order of ¥1. During a show it counts; send it again with the status refunded to take it back.',

  salesOrders: '{{n}} orders',
  salesHint: 'Sold in this show, refunds taken off; press for the orders',
} satisfies Record<keyof typeof zh, string>
