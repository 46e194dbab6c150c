import { IconAlertTriangle, IconCircle, IconCircleFilled, IconLoader2 } from '@tabler/icons-react'

import type { OutputState } from '#renderer/media/media-state.ts'
import classes from './outputs.module.css'

/** The state of an output as a shape; the words beside it say the same. Null: nothing is being sent. */
export function OutputMark({ status }: { status: OutputState['status'] | null }) {
  switch (status) {
    case null:
      return <IconCircle size={16} stroke={1.75} className={classes.markOff} aria-hidden />
    case 'live':
      return <IconCircleFilled size={16} className={classes.markLive} aria-hidden />
    case 'connecting':
    case 'reconnecting':
      return <IconLoader2 size={16} stroke={2} className={classes.markTrying} aria-hidden />
    case 'failed':
      return <IconAlertTriangle size={16} stroke={2} className={classes.markTrouble} aria-hidden />
    default:
      return status satisfies never
  }
}
