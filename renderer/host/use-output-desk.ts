import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { OutputDesk } from '#renderer/features/health/OutputRows.tsx'
import type { OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { useMedia } from '#renderer/media/media-context.tsx'

/** Outputs by the names their destinations have, and the way to try one again. */
export function useOutputDesk(board: OutputBoard): OutputDesk {
  const { t } = useTranslation('health')
  const outputs = useMedia((state) => state.outputs)
  const destinations = useStore(board.store, (state) => state.destinations)
  const outputIds = useStore(board.store, (state) => state.outputIds)
  const destinationOf = (outputId: string): string | undefined =>
    [...outputIds].find(([, id]) => id === outputId)?.[0]
  return {
    nameOf: (outputId) => {
      const destination = destinations?.find(({ id }) => id === destinationOf(outputId))
      if (destination) return destination.name
      const kind = outputs.find(({ id }) => id === outputId)?.kind
      return kind === undefined || kind === 'whip' ? t('otherOutput') : t(kind)
    },
    retry: board.retryOutput,
  }
}
