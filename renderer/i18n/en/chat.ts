import type { chat as zh } from '../zh-CN/chat.ts'

export const chat = {
  title: 'Chat',
  loading: 'Fetching the chat…',
  emptyTitle: 'No messages yet',
  emptyHint: 'Messages from viewers appear here as they come. The feed stops while the pointer is over it.',
  newLines: '{{n}} new',
  toLatest: 'To the latest',
  gap: '{{n}} left out in the rush (all of them are in the log and can be searched)',

  openQuestion: 'Open question',
  markAsQuestion: 'Mark as question',
  marked: 'Added to the questions',
  copyText: 'Copy text',
  standingOf: 'Standing of {{name}}',
  privateDomain: 'Private-domain customer',
  standingSet: 'Standing of {{name}} updated; it counts from their next question on',
  muteAsk: 'Mute…',
  mute: 'Mute',
  unmute: 'Unmute',
  muteTitle: 'Mute {{name}}?',
  muteExplained:
    'From now on other viewers do not see what this viewer writes, and it opens no questions. The log keeps it, and you can unmute at any time.',
  muted: '{{name}} is muted',
  unmuted: '{{name}} is no longer muted',

  search: 'Search chat',
  clearSearch: 'Clear search',
  results: 'Search results',
  searching: 'Searching…',
  nothingFound: 'Nothing found for “{{text}}”',
  nothingFoundHint: 'Search for words or for a viewer’s name.',
  moreResults: 'Earlier results',
  backToResults: 'Back to results',
} satisfies Record<keyof typeof zh, string>
