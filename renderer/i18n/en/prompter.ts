import type { prompter as zh } from '../zh-CN/prompter.ts'

export const prompter = {
  title: 'Prompter',
  questions: 'To answer next',
  offAir: 'Off air',
  state_show: 'LIVE',
  state_rehearsal: 'Rehearsal',
  number: 'No. {{number}}',
  listPrice: 'usually {{price}}',
  noProduct: 'No item yet',
  onWall: 'On the wall',
  secondsLeft: 's left',
  secondsOver: 'late',
  askers: '{{name}} and others, {{count}} in all',
  noQuestions: 'Nothing to answer now. Questions appear here.',
  stale: 'Connection lost: this may be out of date',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  mirror: 'Mirror',
  unmirror: 'Unmirror',
  close: 'Close prompter',
} satisfies Record<keyof typeof zh, string>
