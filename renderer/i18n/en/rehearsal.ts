import type { rehearsal as zh } from '../zh-CN/rehearsal.ts'

export const rehearsal = {
  title: 'Rehearse',
  text: 'Plays a recorded room: chat, questions and items move, nobody watches, no account needed. Get the feel, practise answering.',
  start: 'Start rehearsal',
  otherRoom: 'Another room',
  loading: 'Reading the recorded rooms…',
  noRooms: 'No recorded room was found.',
  facts: '{{minutes}} min · {{danmaku}} messages',
  playing: 'Rehearsing: nobody is watching',
  playedOut: 'The recording has ended; you can go on with the questions left',
  progress: 'Progress of the rehearsal',
  stop: 'End rehearsal',
} satisfies Record<keyof typeof zh, string>
