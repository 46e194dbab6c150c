/** One heart on its way up. `lane` and `sway` are in [-1, 1]. */
export interface Heart {
  readonly id: number
  readonly lane: number
  readonly sway: number
}

/** However hard people tap: more hearts would hide the show and cost the phone its battery. */
export const HEARTS_MAX = 10
/** Of others' likes only so many hearts rise at a time; the number beside the button tells the rest. */
const FROM_OTHERS_MAX = 3

/** Adds up to `count` hearts; past the bound the oldest make room. `random` is in [0, 1). */
export function addHearts(
  hearts: readonly Heart[],
  count: number,
  nextId: number,
  random: () => number,
): readonly Heart[] {
  const fresh = Array.from({ length: Math.min(count, HEARTS_MAX) }, (_, index) => ({
    id: nextId + index,
    lane: random() * 2 - 1,
    sway: random() * 2 - 1,
  }))
  return [...hearts, ...fresh].slice(-HEARTS_MAX)
}

/**
 * How a rise of the room's count divides: first this viewer's own likes that were still under way, whose hearts have
 * risen already, the rest from others.
 */
export function othersLikes(rise: number, ownUnderWay: number): { hearts: number; ownUnderWay: number } {
  const own = Math.min(Math.max(0, rise), ownUnderWay)
  return { hearts: Math.min(Math.max(0, rise - own), FROM_OTHERS_MAX), ownUnderWay: ownUnderWay - own }
}
