import type { ReactNode } from 'react'

import classes from './Panel.module.css'

/** A region of a screen: one line of heading, then its content, which keeps its place when empty. */
export function Panel(props: {
  title: ReactNode
  aside?: ReactNode
  label: string
  children: ReactNode
  className?: string | undefined
}) {
  return (
    <section className={`${classes.panel} ${props.className ?? ''}`} aria-label={props.label}>
      <header className={classes.header}>
        <div className={classes.title}>{props.title}</div>
        {props.aside}
      </header>
      <div className={classes.body}>{props.children}</div>
    </section>
  )
}
