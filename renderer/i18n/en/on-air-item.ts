import type { onAirItem as zh } from '../zh-CN/on-air-item.ts'

export const onAirItem = {
  title: 'Item on air',
  onAir: 'On air',
  none: 'No item yet: click to put one up',
  edit: 'Change',
  number: 'No. {{number}}',
  listPrice: 'usually {{price}}',
  since: 'for',
  next: 'Next: {{name}}',
  previous: 'Back: {{name}}',
  another: 'Another item…',
  first: 'Put up an item…',
  spaceHint: 'Space for the next, Shift+Space back',

  fieldNumber: 'Number',
  fieldTitle: 'Name',
  fieldPrice: 'Live price',
  fieldListPrice: 'Usual price',
  put: 'Put on air',
  takeOff: 'Take off',
  recent: 'Shown lately',
  dearer: 'The live price is above the usual one. Check that they are not swapped.',
  price_notAPrice: 'A number, such as 399 or 19.9',
  price_tooPrecise: 'Two decimals at most',
  price_tooLarge: 'That price is too large',
} satisfies Record<keyof typeof zh, string>
