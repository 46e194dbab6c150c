import type { Scene } from '#shared/domain/scenes/scene.ts'
import type { TransitionOrder } from './messages.ts'

/** A transition under way from one scene to another. Times in ms of one monotonic clock. */
export class TransitionRun {
  readonly order: TransitionOrder
  readonly from: Scene | null
  readonly #intervalMs: number
  #startMs: number | null = null

  constructor(order: TransitionOrder, from: Scene | null, intervalMs: number) {
    this.order = order
    this.from = from
    this.#intervalMs = intervalMs
  }

  /**
   * How far the frame at `nowMs` is: over 0 for the very first, since the last one showed the old scene alone; 1 and
   * more once it is over. A late frame is further on, it does not make the transition longer.
   */
  progress(nowMs: number): number {
    this.#startMs ??= nowMs - this.#intervalMs
    return (nowMs - this.#startMs) / this.order.by.durationMs
  }
}

/** Starts and ends gently: pictures that move at an even pace seem to bump at both ends. */
export const eased = (progress: number): number => progress * progress * (3 - 2 * progress)

/**
 * Where the old and the new picture stand during a slide, in px from their place: the new one comes in moving towards
 * `direction` and pushes the old one out.
 */
export function slideOffsets(
  direction: 'left' | 'right' | 'up' | 'down',
  progress: number,
  size: { readonly width: number; readonly height: number },
): { old: { x: number; y: number }; new: { x: number; y: number } } {
  const x = direction === 'left' ? -size.width : direction === 'right' ? size.width : 0
  const y = direction === 'up' ? -size.height : direction === 'down' ? size.height : 0
  const old = { x: Math.round(x * progress), y: Math.round(y * progress) }
  return { old, new: { x: old.x - x, y: old.y - y } }
}
