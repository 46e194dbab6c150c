import type { engine as zh } from '../zh-CN/engine.ts'

export const engine = {
  title: 'Picture engine',
  agoraOn: 'The native Agora engine is at work.',
  chromiumOn: 'The built-in engine is at work.',
  noShell:
    'The native Agora engine needs the desktop app on Windows or macOS; in a browser the built-in engine does the work.',
  notEnabled: 'The native Agora engine is switched off. The built-in engine needs no account.',
  notSetUp: 'The native Agora engine has no App ID and channel yet; the built-in engine is used.',
  unsupportedSystem: 'Agora has no native engine for this system; the built-in engine is used.',
  nativesMissing:
    'Agora’s native parts are not on this computer; the built-in engine is used. Run npm run natives, or install the full package again.',
  sdkBroken:
    'Agora’s native parts cannot be opened; the built-in engine is used. Install the full package again.',
  startFailed:
    'The native Agora engine did not start; the built-in engine took over. Check the App ID and restart.',
  settings: 'Agora settings',
  enabled: 'Use the native Agora engine',
  appId: 'App ID',
  appIdWrong: 'An App ID is 32 digits and letters.',
  channel: 'Channel',
  channelWrong: 'A channel’s name has at most 64 characters: plain letters, digits and signs.',
  uid: 'The host’s uid',
  tokenServer: 'Token server',
  tokenServerHint: 'Empty: tokens are made on this computer from a trial certificate. For trials only.',
  tokenServerWrong: 'The address begins with https:// or http://.',
  pushAddress: 'Push address (RTMP, optional)',
  pushAddressHint:
    'Where the channel is pushed once live. It holds a key and is kept encrypted on this computer.',
  certificate: 'Trial certificate',
  certificateNone: 'No trial certificate.',
  certificateStored: 'A trial certificate is kept encrypted on this computer; the page cannot read it.',
  importCertificate: 'Import from a file…',
  forgetCertificate: 'Delete it',
  notACertificate: 'This file is no App Certificate: that is 32 digits and letters and nothing else.',
  noSecureStorage: 'This system cannot keep secrets encrypted; the certificate was not imported.',
  save: 'Save',
  saved: 'Saved. It takes effect when the studio is started again.',
  saveFailed: 'It was not saved. Please check what you entered.',
  chooseScreen: 'Which screen or window?',
} satisfies Record<keyof typeof zh, string>
