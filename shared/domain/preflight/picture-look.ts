export type PictureLook = 'unknown' | 'fine' | 'black' | 'frozen'

/** One small look at a picture. Brightness 0 to 255. */
export interface PictureGlance {
  readonly mean: number
  readonly max: number
  /** Mean change of brightness since the glance before; null for the first. */
  readonly change: number | null
}

/** Half a second apart. A lens cap lets some noise through; a dark room has lights somewhere. */
const BLACK_GLANCES = 4
const BLACK_MEAN = 14
const BLACK_MAX = 44
/** A sensor's own noise moves a picture more than this, however still the room is. */
const STILL = 0.02
const FROZEN_GLANCES = 8

/** Brightness of RGBA pixels (Rec. 601 luma), compared with the glance before. */
export function glanceAt(
  pixels: Uint8ClampedArray,
  before: Uint8Array | null,
): { readonly glance: PictureGlance; readonly luma: Uint8Array } {
  const luma = new Uint8Array(pixels.length / 4)
  let sum = 0
  let max = 0
  let moved = 0
  for (let index = 0; index < luma.length; index += 1) {
    const at = index * 4
    const value = Math.round(
      0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0),
    )
    luma[index] = value
    sum += value
    if (value > max) max = value
    if (before) moved += Math.abs(value - (before[index] ?? 0))
  }
  const count = Math.max(1, luma.length)
  const change = before && before.length === luma.length ? moved / count : null
  return { glance: { mean: sum / count, max, change }, luma }
}

/** Judges the last glances, oldest first. */
export function pictureLook(glances: readonly PictureGlance[]): PictureLook {
  if (glances.length < BLACK_GLANCES) return 'unknown'
  const recent = glances.slice(-BLACK_GLANCES)
  if (recent.every(({ mean, max }) => mean < BLACK_MEAN && max < BLACK_MAX)) return 'black'
  const longer = glances.slice(-FROZEN_GLANCES)
  const still = ({ change }: PictureGlance): boolean => change !== null && change < STILL
  return longer.length === FROZEN_GLANCES && longer.every(still) ? 'frozen' : 'fine'
}
