import type { ReactNode } from 'react'

import classes from './report.module.css'

/** A chapter of a report: heading, one line of what it says, and its content. `id` is what links jump to. */
export function ReportSection(props: {
  id: string
  title: string
  note?: ReactNode
  aside?: ReactNode
  children: ReactNode
}) {
  const { id, title, note, aside, children } = props
  return (
    <section className={classes.section} id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <header className={classes.sectionHead}>
        <h2 className={classes.heading} id={`${id}-title`}>
          {title}
        </h2>
        {aside}
      </header>
      {note === undefined ? null : <p className={classes.note}>{note}</p>}
      {children}
    </section>
  )
}
