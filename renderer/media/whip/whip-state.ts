import type { OutputState } from '../media-state.ts'

/** How a WHIP destination fares: the part of an output's state that the publisher knows. */
export type WhipState = Pick<OutputState, 'status' | 'error' | 'attempt' | 'retryAtMs' | 'stats'>
