import type { overlay as zh } from '../zh-CN/overlay.ts'

export const overlay = {
  setupTitle: 'This overlay is not connected to the studio yet',
  setupHint:
    'Copy the overlay address (it ends in a six-digit code) from the studio’s access panel into the OBS browser source.',
  setupWrongCode: 'The six-digit code in the address is wrong or was replaced. Copy the new overlay address.',
} as const satisfies Record<keyof typeof zh, string>
