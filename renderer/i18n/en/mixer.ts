import type { mixer as zh } from '../zh-CN/mixer.ts'

export const mixer = {
  title: 'Mixer',
  microphone: 'Mic',
  program: 'Out',
  muted: 'Muted',
  mute: 'Mute microphone',
  unmute: 'Unmute microphone',
  microphoneLevel: 'Microphone level',
  programLevel: 'Programme level',
  gain: 'Microphone fader',
  off: 'off',
  noMicrophone: 'No microphone: viewers hear nothing.',
  blocked: 'The browser lets no sound through yet. Click anywhere on the page.',
} satisfies Record<keyof typeof zh, string>
