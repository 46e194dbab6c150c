import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconLoader2,
  IconPlugConnectedX,
} from '@tabler/icons-react'

import type { SourceState } from '#shared/protocol/chat-source.ts'
import classes from './chat-sources.module.css'

/** The state as a shape; the words stand beside it. */
export function LinkMark({ state }: { state: SourceState }) {
  return (
    <span className={classes.mark} data-state={state}>
      <Shape state={state} />
    </span>
  )
}

function Shape({ state }: { state: SourceState }) {
  switch (state) {
    case 'connected':
      return <IconCircleCheck size={20} stroke={1.75} aria-hidden />
    case 'connecting':
    case 'reconnecting':
      return <IconLoader2 size={20} stroke={1.75} aria-hidden />
    case 'stale':
      return <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
    case 'failed':
      return <IconPlugConnectedX size={20} stroke={1.75} aria-hidden />
    case 'idle':
      return <IconCircle size={20} stroke={1.75} aria-hidden />
    default:
      return state satisfies never
  }
}
