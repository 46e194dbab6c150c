import type { ReactNode } from 'react'

import classes from './cohorts.module.css'

/** A window that has not passed: hatched and in words, so that nobody takes it for a low number. */
export function NotDue({ children }: { children: ReactNode }) {
  return <span className={classes.notDue}>{children}</span>
}
