import type { goLive as zh } from '../zh-CN/go-live.ts'

export const goLive = {
  badge_off: 'Off air',
  badge_live: 'LIVE',
  badge_rehearsal: 'Rehearsal',

  endTitle: 'End this show?',
  endSummary: 'On air for {{duration}} · {{viewers}} watching · unanswered: {{pending}}',
  endHint: 'Viewers lose the picture at once, and this show cannot be resumed.',
  endHintRecording:
    'Viewers lose the picture at once, the recording is saved, and this show cannot be resumed.',
  holdToEnd: 'Hold to end',
  ending: 'Ending…',
  goOn: 'Keep going',
} satisfies Record<keyof typeof zh, string>
