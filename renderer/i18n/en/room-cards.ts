import type { roomCards as zh } from '../zh-CN/room-cards.ts'

export const roomCards = {
  asks: '{{name}} asks',
  aloud: 'The host is answering',
  item: 'The product on now',
  itemNumber: 'No. {{number}}',
  listPrice: 'usually {{price}}',
  priceToCome: 'The host tells the price',
  stock: '{{n}} left',
  soldOut: 'Sold out',
  liveUntil: 'live price until {{time}}',
  askAbout: 'Ask about it',
} as const satisfies Record<keyof typeof zh, string>
