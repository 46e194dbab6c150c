import type { ItemColour } from './item.ts'

const WORDS: Readonly<Record<ItemColour, readonly string[]>> = {
  grey: ['灰', '灰色', 'grey', 'gray', 'silver', 'black', 'white', '黑', '白'],
  red: ['红', '红色', 'red', 'crimson', 'tomato', 'pink', '粉'],
  orange: ['橙', '橙色', '橘', '橘色', 'orange', 'coral', 'brown'],
  yellow: ['黄', '黄色', 'yellow', 'gold'],
  green: ['绿', '绿色', 'green', 'lime', 'olive'],
  teal: ['青', '青色', 'teal', 'cyan', 'turquoise'],
  blue: ['蓝', '蓝色', 'blue', 'navy', 'royalblue'],
  violet: ['紫', '紫色', 'violet', 'purple', 'magenta', 'indigo'],
}
const COLOURS: readonly ItemColour[] = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet']

/** The Chinese word for a colour, as exports write it. */
export const colourWord = (colour: ItemColour): string => WORDS[colour][0] ?? colour

/** The colour a cell means: by word in either language, by CSS name, or the nearest to `#ff8800`. Null for none. */
export function colourOf(text: string): ItemColour | null {
  const word = text.trim().toLowerCase()
  const named = COLOURS.find((colour) => WORDS[colour].includes(word))
  if (named) return named
  const hex = /^#?([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{2})?$/.exec(word)?.[1]
  return hex === undefined ? null : nearest(hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex)
}

/** Upper bounds of hue in degrees; red closes the circle. */
const HUES: readonly (readonly [number, ItemColour])[] = [
  [15, 'red'],
  [42, 'orange'],
  [68, 'yellow'],
  [155, 'green'],
  [195, 'teal'],
  [255, 'blue'],
  [330, 'violet'],
  [360, 'red'],
]

function nearest(hex: string): ItemColour {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  const high = Math.max(red, green, blue)
  const span = high - Math.min(red, green, blue)
  if (span < 26) return 'grey'
  const turn =
    high === red ? (green - blue) / span : high === green ? 2 + (blue - red) / span : 4 + (red - green) / span
  const hue = (turn * 60 + 360) % 360
  return HUES.find(([bound]) => hue <= bound)?.[1] ?? 'red'
}
