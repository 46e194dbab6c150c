import type { ReactNode } from 'react'

import classes from './lobby.module.css'

/** One way on from the lobby: what it is, what will happen, and its buttons at the foot. */
export function WayCard(props: { icon: ReactNode; title: string; text: string; children: ReactNode }) {
  return (
    <section className={classes.way} aria-label={props.title}>
      <h2 className={classes.wayTitle}>
        {props.icon}
        {props.title}
      </h2>
      <p className={classes.wayText}>{props.text}</p>
      <div className={classes.wayFoot}>{props.children}</div>
    </section>
  )
}
