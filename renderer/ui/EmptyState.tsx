import type { ReactNode } from 'react'

import classes from './EmptyState.module.css'

/** A panel with nothing in it keeps its place: what will appear here, and what to do. */
export function EmptyState(props: {
  icon?: ReactNode
  title: string
  hint?: string | undefined
  action?: ReactNode
}) {
  return (
    <div className={classes.empty}>
      {props.icon}
      <p className={classes.title}>{props.title}</p>
      {props.hint === undefined ? null : <p className={classes.hint}>{props.hint}</p>}
      {props.action}
    </div>
  )
}
