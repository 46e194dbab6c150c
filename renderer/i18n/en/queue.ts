import type { queue as zh } from '../zh-CN/queue.ts'

export const queue = {
  title: 'Questions',
  askers: '{{n}} asking',
  item: 'No. {{number}}',
  sending: 'Sending…',
  heldByYou: 'You are on it',
  heldBy: '{{name}} is on it',
  claimSeconds: '{{seconds}} s',
  lookedAtBy: '{{names}} looking',
  answeredBy: 'Answered by {{name}}',
  answeredAutomatically: 'Answered automatically',
  mergedBy: 'Merged by {{name}}',
  dismissedBy: '{{name}}: not a question',
  late: 'Late ({{n}})',
  lateLane: 'Late questions',
  lateHint: 'Missed already, still worth an answer',
  flooded: 'Many questions: answer the most urgent first, and merge those that ask the same with M.',
  loading: 'Fetching the questions…',
  emptyTitle: 'No questions waiting',
  emptyHint:
    'Questions from viewers appear here by themselves, with 30 seconds from the moment they were sent.',
  endedTitle: 'This show has ended',
  endedHint: 'No questions are left. They appear here once the next show starts.',
} satisfies Record<keyof typeof zh, string>
