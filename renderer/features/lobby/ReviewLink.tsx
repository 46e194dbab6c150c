import type { ReactNode } from 'react'

import classes from './lobby.module.css'
import { openReview, reviewAddress } from './open-review.ts'

/** A link to the review of a session, or of all. */
export function ReviewLink({ sessionId, children }: { sessionId?: string; children: ReactNode }) {
  return (
    <a
      className={classes.review}
      href={reviewAddress(sessionId)}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        // A window that was blocked is left to the browser's own way of opening links.
        if (openReview(sessionId)) event.preventDefault()
      }}
    >
      {children}
    </a>
  )
}
