import type { lobby as zh } from '../zh-CN/lobby.ts'

export const lobby = {
  untitled: 'Name this show',
  rename: 'Change the title',
  titleField: 'Title of this show',

  goLive: 'Go live',
  goLiveText:
    'Check picture and microphone, then go. Phones in your network scan a code to watch. You confirm once more.',
  preflight: 'Pre-flight check',
  goLiveButton: 'Go live…',
  tryOut: 'Look around first',
  shape: 'Picture',
  portrait: 'Portrait 9:16',
  landscape: 'Landscape 16:9',

  review: 'Review',
  sessionsFailed: 'Past shows cannot be read.',
  retry: 'Try again',
  noSessions: 'No show yet',
  noSessionsHint: 'After a show or a rehearsal, its length, questions and 30-second rate stand here.',
  allSessions: 'All {{count}} shows',
  when: 'When',
  show: 'Show',
  duration: 'Length',
  danmaku: 'Chat',
  questions: 'Questions',
  inTime: 'Within 30 s',
  inTimeFormula:
    'Questions answered within 30 s ÷ questions that count: not those dismissed, merged into another, or less than 30 s old at the end. Unanswered counts as missed; the clock starts when the viewer sent it.',
  rehearsal: 'Rehearsal',
  openReviews: 'Open reviews and trends',
  openReview: 'Review this show',

  endedTitle: 'The show that has just ended',
  showEnded: 'That was the show. Well done',
  rehearsalEnded: 'Rehearsal over',
  dismiss: 'Put away',
  stillOpen: '{{count}} unanswered',
  noQuestions: 'no questions',
} satisfies Record<keyof typeof zh, string>
