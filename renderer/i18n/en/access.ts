import type { access as zh } from '../zh-CN/access.ts'

export const access = {
  title: 'How viewers and moderators come in',
  loading: 'Loading…',
  lan: 'Let devices of this network in',
  lanOffHint:
    'Only this computer gets in now. Switch on to let phones and tablets in the same Wi-Fi or wired network watch or moderate.',
  lanOnHint:
    'Devices in the same Wi-Fi or wired network come in with the codes below. Off disconnects them at once.',
  noNetwork: 'This computer is in no local network. The address appears by itself once it is.',
  address: 'Which address',
  addressHint: 'This computer is in several networks; choose the one the phones are in.',

  viewers: 'Viewers',
  moderators: 'Moderators',
  overlay: 'Overlay',
  hint_viewer: 'Viewers scan this with a phone to watch and to write.',
  hint_moderator: 'Assistants scan this with a tablet or laptop to answer with you.',
  hint_overlay: 'For another streaming program: add it as a browser source to show questions on the wall.',
  qrAfterLan: 'Switch on above, and the QR code appears here',
  code: 'Pairing code',
  expiresIn: 'Replaced by itself in {{time}}',
  expired: 'Getting a new code…',
  validWhileRunning: 'Valid until the studio is closed',
  copyLink: 'Copy link',
  renew: 'New code',
  openHere: 'Open on this computer',

  inNow: 'Moderators online: {{count}}',
  nobodyIn: 'No moderator has come in yet.',
  revoke: 'Show out',
  revokeWarning: 'Disconnects at once; the code changes too.',
  revokeNow: 'Show out now',
  keep: 'Keep',
} satisfies Record<keyof typeof zh, string>
