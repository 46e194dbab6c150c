import type { recording as zh } from '../zh-CN/recording.ts'

export const recording = {
  start: 'Record',
  starting: 'Starting…',
  stop: 'Stop recording',
  saving: 'Saving the rest…',
  startAgain: 'Record anew',
  problem: 'Recording stopped',
  dismiss: 'All right',
  finished: 'Recorded {{duration}} · {{size}}',
  reveal: 'Show in folder',
  download: 'Download',
  trouble_unreachable:
    'The studio service does not answer. {{waiting}} wait in memory and follow by themselves',
  trouble_diskFull: 'The disk is full. {{waiting}} wait in memory and follow once there is room',
  trouble_serviceFailed: 'The disk cannot be written. {{waiting}} wait in memory, trying again',
  failed_refused:
    'The studio service does not take this recording. What was stored stays; you can start a new one.',
  failed_fileChanged:
    'The file was changed on the disk and cannot be continued. What was stored stays; you can start a new one.',
  failed_gaveUp:
    'The studio service stayed out of reach; the last part was not stored. What came before is there.',
  noSession: 'Not connected to the show yet. Record once it is.',
} satisfies Record<keyof typeof zh, string>
