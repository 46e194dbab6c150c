import type { goLive as zh } from '../zh-CN/go-live.ts'

export const goLive = {
  badge_off: 'Off air',
  badge_live: 'LIVE',
  badge_rehearsal: 'Rehearsal',

  goLiveTitle: 'A last look before going live',
  goLiveHint: 'From then on viewers see Programme and hear the microphone.',
  goLiveNow: 'Go live',
  notYet: 'Not yet',
  showTitle: 'Title of this show',
  titleNeeded: 'Give it a name, so that you find it again.',
  alsoRecord: 'Record it too',
  alsoRecordHint: 'The file goes into the folder of this show.',

  preflight: 'Checks before going live',
  cameras: 'Cameras with a picture: {{count}}',
  noCameras: 'No camera has a picture: viewers will see black',
  sound_ok: 'The microphone is open',
  sound_muted: 'The microphone is muted: viewers cannot hear you',
  sound_none: 'No microphone: viewers hear nothing',
  log_ok: 'The session log is fine',
  log_degraded: 'The session log cannot reach the disk and waits in memory',
  lanOn: 'Phones in the same network can scan and watch',
  lanOff: 'Nobody is let in yet: only this computer can watch',
  showCode: 'Show QR code',
  letIn: 'Let them in…',

  endTitle: 'End this show?',
  endSummary: 'On air for {{duration}} · {{viewers}} watching · unanswered: {{pending}}',
  endHint: 'Viewers lose the picture at once, and this show cannot be resumed.',
  endHintRecording:
    'Viewers lose the picture at once, the recording is saved, and this show cannot be resumed.',
  holdToEnd: 'Hold to end',
  ending: 'Ending…',
  goOn: 'Keep going',
} satisfies Record<keyof typeof zh, string>
