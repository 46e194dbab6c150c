import type { media as zh } from '../zh-CN/media.ts'

export const media = {
  'error.permissionDenied':
    'The browser or the system does not allow this device. Allow it in the address bar or the system settings, then try again.',
  'error.deviceInUse':
    'Another program is using the device. Close that program; the studio tries again by itself.',
  'error.deviceNotFound': 'The device is not there. It connects once plugged in, or choose another.',
  'error.deviceGone': 'The device was disconnected. It comes back once plugged in.',
  'error.noFrames':
    'The device is open but delivers nothing. Check lens cap, cable and switch; the studio tries again by itself.',
  'error.formatRefused': 'The device or file does not offer the needed format. Choose another.',
  'error.audioBlocked': 'The browser holds the sound back. Click the page once.',
  'error.notSupported':
    'This browser or page cannot do this. Open the studio on this machine in a recent Chrome or Edge, or in the desktop app.',
  'error.invalidScene': 'The scene has a mistake and cannot be used.',
  'error.busy': 'This cannot be done while recording or sending.',
  'error.encoderFailed': 'Encoding failed and the recording stopped. What came before is saved.',
  'error.recordingSinkFailed':
    'The recording cannot be written. Check the disk space. What came before is saved.',
  'error.engineFailed': 'The composition of the picture broke down. Reload the page.',
  'error.unknown': 'Something unexpected went wrong. Try again.',
} satisfies Record<keyof typeof zh, string>
