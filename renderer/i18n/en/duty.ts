import type { duty as zh } from '../zh-CN/duty.ts'

export const duty = {
  unattended: '{{n}} left alone',
  attend: 'Attend',
  titleAlarm: '({{n}} left alone) {{title}}',
  onDuty: '{{n}} on duty',
  you: '(you)',
  host: 'Host',
  moderator: 'Moderator',
  noThread: 'No question open',
  nobody: 'No moderator is on duty.',
  sound: 'Ring when nobody attends',
  soundHint: 'A soft chime when a question about to run out is left alone for 8 s. On this device only.',
} satisfies Record<keyof typeof zh, string>
