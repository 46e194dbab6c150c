import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { OutputDesk } from '#renderer/features/health/OutputRows.tsx'
import type { OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { useMediaEngine } from '#renderer/media/media-context.tsx'

/**
 * Outputs by the names their destinations have, and the way to try one again. The same object until a name changes: the
 * outputs themselves are others with every second of figures.
 */
export function useOutputDesk(board: OutputBoard): OutputDesk {
  const { t } = useTranslation('health')
  const engine = useMediaEngine()
  const destinations = useStore(board.store, (state) => state.destinations)
  const outputIds = useStore(board.store, (state) => state.outputIds)
  return useMemo(
    () => ({
      nameOf: (outputId) => {
        const destination = destinations?.find(({ id }) => outputIds.get(id) === outputId)
        if (destination) return destination.name
        const kind = engine.getState().outputs.find(({ id }) => id === outputId)?.kind
        return kind === undefined || kind === 'whip' ? t('otherOutput') : t(kind)
      },
      retry: board.retryOutput,
    }),
    [board, destinations, engine, outputIds, t],
  )
}
