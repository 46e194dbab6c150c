import type { recording as zh } from '../zh-CN/recording.ts'

export const recording = {
  start: 'Record',
  starting: 'Starting…',
  stop: 'Stop',
  saving: 'Saving the rest…',
  startAgain: 'Record anew',
  problem: 'Recording stopped',
  dismiss: 'All right',
  finished: 'Recorded {{duration}} · {{size}}',
  reveal: 'Show in folder',
  download: 'Download',
  waiting: '{{size}} wait in memory',
  trouble_unreachable:
    'The studio service does not answer. The recording waits in memory and follows by itself.',
  trouble_diskFull: 'The disk is full. The recording waits in memory and follows once there is room.',
  trouble_serviceFailed: 'The disk cannot be written. The recording waits in memory; trying again.',
  failed_refused:
    'The studio service does not take this recording. What was stored stays; you can start a new one.',
  failed_fileChanged:
    'The file was changed on the disk and cannot be continued. What was stored stays; you can start a new one.',
  failed_gaveUp:
    'The studio service stayed out of reach; the last part was not stored. What came before is there.',
  noSession: 'Not connected to the show yet. Record once it is.',
} satisfies Record<keyof typeof zh, string>
