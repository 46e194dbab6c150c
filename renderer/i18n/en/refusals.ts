import type { refusals as zh } from '../zh-CN/refusals.ts'

export const refusals = {
  notAllowed: 'You are not allowed to do this. Ask the host.',
  wrongPhasePreparing: 'The show has not started. This has to wait until it is live.',
  wrongPhaseLive: 'This cannot be done while the show is live.',
  wrongPhaseEnded: 'The show has ended and can no longer be changed.',
  unknownQuestion: 'This question cannot be found. It may have left the queue.',
  unknownDanmaku: 'This message cannot be found. It may belong to another show.',
  alreadyAQuestion: 'This message is already in the question queue.',
  alreadyClaimed: '{{name}} is on it. It becomes free in {{seconds}} s.',
  notClaimedByYou: 'You do not hold this question, so there is nothing to release.',
  alreadyAnswered: '{{name}} has answered it already.',
  alreadyDismissed: '{{name}} marked it as not a question.',
  stillOpen: 'This question is still open.',
  mergeIntoItself: 'A question cannot be merged into itself. Pick another one.',
  nothingToUndo: 'There is nothing to undo.',
  changedSince: 'It was changed again by {{name}}, so this can no longer be undone.',
  changedSinceByNobody: 'It has changed since and cannot be undone.',
  nothingToDo: 'It is like this already.',
  muted: 'You have been muted, so this was not sent.',
  rateLimited: 'Too fast. Try again in {{seconds}} s.',
  logUnavailable: 'The log cannot be written, so nothing was changed. Try again soon and tell the host.',
  offline:
    'The studio cannot be reached, so it is not known whether this took effect. Check once the connection is back.',

  problemNotAllowed: 'You are not allowed to do this. Ask the host.',
  problemNotFound: 'This does not exist. It may have been deleted.',
  problemWrongPhase: 'This cannot be done in the current phase of the show.',
  problemInvalid: 'Something in it is not valid, so it was not saved. Check it and try again.',
  problemPortUnavailable: 'Another program uses this port. Choose another one.',
  problemLogUnavailable: 'The log cannot be read or written. Try again soon and tell the host.',
  problemOffline: 'The studio cannot be reached. Try again once the connection is back.',
} satisfies Record<keyof typeof zh, string>
