/** The quantile of the standard normal distribution that leaves 2.5 % at each side. */
const Z_95 = 1.959_963_984_540_054

/** `hits` of `n`, which is not 0. */
export interface Share {
  readonly n: number
  readonly hits: number
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/** 95 % interval of a share, by E. B. Wilson's score (1927). */
export function shareInterval({ n, hits }: Share): Interval {
  const p = hits / n
  const z2 = Z_95 * Z_95
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z_95 / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/**
 * 95 % interval of the difference a - b of two independent shares: R. G. Newcombe, "Interval estimation for the
 * difference between independent proportions: comparison of eleven methods", Statistics in Medicine 17 (1998),
 * 873-890, method 10 (hybrid score, without continuity correction), from Wilson's intervals of each share.
 */
export function differenceInterval(a: Share, b: Share): Interval {
  const [pa, pb] = [a.hits / a.n, b.hits / b.n]
  const [wa, wb] = [shareInterval(a), shareInterval(b)]
  const difference = pa - pb
  return {
    low: difference - Math.hypot(pa - wa.low, wb.high - pb),
    high: difference + Math.hypot(wa.high - pa, pb - wb.low),
  }
}
