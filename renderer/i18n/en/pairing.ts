import type { pairing as zh } from '../zh-CN/pairing.ts'

export const pairing = {
  title: 'Moderator console',
  hint: 'Enter the six digits on the host’s screen, or scan the host’s QR code.',
  again: 'Access for this device has run out or was withdrawn. Enter with a new code.',
  code: 'Pairing code',
  name: 'Your name',
  nameHint: 'Colleagues see who is on a question.',
  namePlaceholder: 'For example: Lin',
  enter: 'Enter',
  invalid: 'A pairing code has six digits.',
  wrongCode: 'There is no such code. Compare it with the host’s screen and try again.',
  expiredCode: 'This code has expired. Ask the host for a new one.',
  tooManyAttempts: 'Too many attempts. Try again in {{seconds}} s.',
  tryNow: 'You can try again now.',
  full: 'Too many devices are connected. Ask the host to remove one that is not used.',
  unreachable:
    'The studio cannot be reached. Check that you are in the same network as the studio PC and that the host has turned on moderator access.',
  failed: 'The studio could not handle this. Try again in a moment.',
  otherRole: 'This code is for viewers, not for the console.',
  otherRoleGo: 'Open the viewer page',
} satisfies Record<keyof typeof zh, string>
