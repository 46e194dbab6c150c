import type { remoteControl as zh } from '../zh-CN/remote-control.ts'

export const remoteControl = {
  title: 'Remote control: Stream Deck and Companion',
  loading: 'Loading…',
  enabled: 'Let buttons drive the studio',
  offHint:
    'Switch on to let Stream Deck, Companion and whatever else speaks to OBS switch scenes, mute, set volumes and record.',
  onHint: 'Add a connection to OBS (obs-websocket 5) on the device, with what is below.',

  connect: 'How to connect',
  address: 'Address',
  thisComputer: 'This computer',
  otherDevices: 'Other devices',
  noNetwork: 'This computer is in no local network',
  port: 'Port',
  portHint: 'OBS uses 4455; choose another while it runs here.',
  portWrong: 'A number from 1024 to 65535.',
  savePort: 'Use this port',
  password: 'Password',
  passwordSet: 'Set, and not shown again',
  passwordOnce: 'Note it now: it cannot be seen again once this window is closed.',
  copyPassword: 'Copy password',
  renew: 'New password',
  renewWarning: 'Disconnects what is connected now; each device needs the new one.',
  renewNow: 'Replace it',
  keep: 'Keep',

  lan: 'Devices of this network may connect too',
  lanHint:
    'For a tablet, or Companion on another computer. The password stays needed; the connection is not encrypted, so only in a network you trust.',
  mayEndShow: 'Buttons may end the show',
  mayEndShowHint:
    'While off, a stop button does nothing, so a slip never ends the show. Going live always checks picture and sound first.',

  listening: 'Waiting for devices',
  problem_portInUse:
    'Port {{port}} is taken by another program, most likely OBS. Close that or choose another port.',
  problem_portForbidden: 'The system does not allow port {{port}}. Choose another one.',
  problem_cannotListen: 'Port {{port}} cannot be opened. Try another one.',
  problem_lanUnavailable:
    'Port {{port}} cannot be opened on the network; only this computer can connect now.',

  clients: 'Connected: {{count}}',
  nobody: 'No device has connected yet.',
  unnamed: 'A device without a name',
  since: 'since {{time}}',
  drop: 'Disconnect',

  refusedLive: 'A button wanted to go live, and could not. {{reasons}}',
} satisfies Record<keyof typeof zh, string>
