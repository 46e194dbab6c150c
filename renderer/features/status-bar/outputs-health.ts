import type { OutputState } from '#renderer/media/media-state.ts'

/** `room`: the local room alone; `live`: everything else that was begun as well. The worst of all counts. */
export type OutputsHealth = 'none' | 'failed' | 'reconnecting' | 'connecting' | 'room' | 'live'

/** How all outputs together fare. */
export function outputsHealth(outputs: readonly Pick<OutputState, 'kind' | 'status'>[]): OutputsHealth {
  if (outputs.length === 0) return 'none'
  const isAny = (wanted: OutputState['status']): boolean => outputs.some(({ status }) => status === wanted)
  if (isAny('failed')) return 'failed'
  if (isAny('reconnecting')) return 'reconnecting'
  if (isAny('connecting')) return 'connecting'
  return outputs.every(({ kind }) => kind === 'localRoom') ? 'room' : 'live'
}
