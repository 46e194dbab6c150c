import type { moderation as zh } from '../zh-CN/moderation.ts'

export const moderation = {
  title: 'Blocked words and muted viewers',
  wordsTab: 'Blocked words {{n}}',
  viewersTab: 'Muted viewers {{n}}',
  wordsExplained:
    'Messages with these words are not shown to other viewers and open no questions. Case, character width and spaces make no difference; the log keeps them.',
  wordPlaceholder: 'Word to block',
  addWord: 'Block',
  wordKnown: 'This word is blocked already.',
  wordEmpty: 'Write at least one character.',
  wordEffect: '{{hidden}} of the latest {{of}} messages hold it.',
  noWords: 'No blocked words',
  noViewers: 'No muted viewers',
  noViewersHint: 'Press a message in the chat to mute its writer.',
  unmute: 'Unmute',
  wordBlocked: '“{{word}}” is blocked',
  wordUnblocked: '“{{word}}” is no longer blocked',
  muted: '{{name}} is muted',
  unmuted: '{{name}} is no longer muted',
} satisfies Record<keyof typeof zh, string>
