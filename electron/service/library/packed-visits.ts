/** A visit by numbers: who, and when, in ms after the session began to count. */
export interface NumberedVisit {
  readonly viewerNo: number
  readonly fromMs: number
  readonly toMs: number
}

/** Three numbers a visit, of 32 bits each, lowest byte first, as every machine the studio runs on has them. */
const NUMBERS = 3
/** Nearly 25 days: what lasts longer ends here. */
const MS_MAX = 2 ** 31 - 1

export function packVisits(visits: readonly NumberedVisit[]): Buffer {
  const numbers = new Int32Array(visits.length * NUMBERS)
  let at = 0
  for (const { viewerNo, fromMs, toMs } of visits) {
    numbers[at++] = viewerNo
    numbers[at++] = Math.min(MS_MAX, fromMs)
    numbers[at++] = Math.min(MS_MAX, toMs)
  }
  return Buffer.from(numbers.buffer)
}

/** Hands over each visit; nothing is made for those that nobody keeps. */
export function eachPackedVisit(
  packed: Uint8Array,
  take: (viewerNo: number, fromMs: number, toMs: number) => void,
): void {
  // Copied: numbers must lie where the machine can read them.
  const whole = packed.byteLength - (packed.byteLength % (NUMBERS * 4))
  const numbers = new Int32Array(packed.slice(0, whole).buffer)
  for (let at = 0; at < numbers.length; at += NUMBERS)
    take(numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0)
}
