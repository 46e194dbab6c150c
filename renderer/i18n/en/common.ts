import type { common as zh } from '../zh-CN/common.ts'

export const common = {
  secondsLeft: '{{seconds}} s left',
  secondsOver: '{{seconds}} s over',
  bandCalm: 'Calm',
  bandSoon: 'Soon',
  bandUrgent: 'Urgent',
  bandLate: 'Late',

  linkConnecting: 'Connecting…',
  linkConnected: 'Connected',
  linkLost: 'Connection lost, retrying',
  linkUnauthorised: 'Not paired',
  linkRevoked: 'Access withdrawn',
  linkOutdated: 'Page out of date',
  linkShuttingDown: 'Studio is closing',
  linkConnectedHint: 'In step with the studio: what you see is the latest.',
  linkConnectingHint: 'Fetching the latest state. Until then, what you see may be out of date.',
  linkLostHint:
    'What you see may be out of date. It catches up by itself, and unconfirmed actions are sent again without happening twice.',
  linkUnauthorisedHint: 'Enter the pairing code the host gives you.',
  linkRevokedHint: 'The host withdrew access for this device. Pair it again.',
  linkOutdatedHint: 'The studio was updated. Reload the page.',
  linkShuttingDownHint: 'Connects by itself once the studio is running again.',
  reconnectNow: 'Reconnect now',
  reloadPage: 'Reload page',

  tierMember: 'Member',
  tierVip: 'VIP',
  tierGuest: 'Guest',
  privateDomain: 'Private',

  hiddenMuted: 'muted, viewers do not see it',
  hiddenWord: 'blocked word, viewers do not see it',

  language: 'Language',
  theme: 'Appearance',
  themeDark: 'Dark',
  themeLight: 'Light',

  undo: 'Undo',
  cancel: 'Cancel',
  confirm: 'OK',
  close: 'Close',
  save: 'Save',
  delete: 'Delete',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'The browser does not allow copying. Select the text by hand.',
  retry: 'Try again',
  loading: 'Loading…',

  imageProblem_tooLarge: 'The image is over 8 MB. Choose a smaller one.',
  imageProblem_wrongType: 'Only PNG, JPEG and WebP images can be shown.',
  imageProblem_diskFull: 'The disk is full; the image was not kept.',
  imageProblem_offline: 'The studio service cannot be reached; the image was not uploaded.',
  imageProblem_failed: 'The image was not uploaded. Try again.',

  overPlan: '{{span}} over the plan',
  underPlan: '{{span}} under the plan',
  onPlan: 'On plan',
} satisfies Record<keyof typeof zh, string>
