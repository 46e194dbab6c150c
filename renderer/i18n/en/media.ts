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
  'error.outputTokenRefused': 'The token was refused. Check or replace it, then press “Try now”.',
  'error.outputAddressWrong': 'The address is wrong: the server has nothing there. Check the address.',
  'error.outputFormatRefused':
    'The server does not take this picture or sound. Switch simulcast off, or ask the provider whether H.264 or VP8 is supported.',
  'error.outputBusy': 'The server is busy and asks to try later.',
  'error.outputServerFailed': 'The server failed; the studio tries again by itself.',
  'error.outputUnreachable':
    'The server cannot be reached. Check network and address; a bad certificate, or a server that refuses web pages (CORS), looks the same.',
  'error.outputAnswerUnusable': 'The answer of the server cannot be used. It may be no WHIP address.',
  'error.outputLost': 'The connection to the server was lost.',
  'error.outputStalled': 'The connection stands, but no pictures get through.',
  'error.unknown': 'Something unexpected went wrong. Try again.',
  'agora.outputTokenRefused':
    'Agora refused the token. Check the token server or the trial certificate, then press “Try now”.',
  'agora.outputAddressWrong':
    'Agora does not know this App ID or channel name. Check them in the Agora settings.',
  'agora.outputBusy':
    'Agora does not let this uid in: it may be in use elsewhere, or was put out of the channel. Choose another uid.',
  'agora.outputUnreachable': 'Agora cannot be reached. Check network and firewall.',
  'agora.outputLost': 'The connection to Agora was lost.',
  'cdn.outputTokenRefused': 'This App ID may not push yet. Enable it in the Agora console.',
  'cdn.outputAddressWrong': 'The push address is wrong. Check it in the Agora settings.',
  'cdn.outputBusy': 'This App ID pushes as many streams as it may. Stop one elsewhere first.',
  'cdn.outputUnreachable': 'Agora cannot reach the push address. Check it, or ask the CDN.',
  'cdn.outputLost': 'The push broke off; it comes back with the channel.',
} satisfies Record<keyof typeof zh, string>
