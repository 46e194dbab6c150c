import type { scenes as zh } from '../zh-CN/scenes.ts'

export const scenes = {
  title: 'Scenes',
  tile: '{{name}}, {{state}}',
  state_idle: 'not in use',
  state_preview: 'preview',
  state_program: 'programme',
  mark_preview: 'PVW',
  mark_program: 'PGM',
  hint: 'Click for preview; double-click or {{number}} to take; F{{number}} for preview',
  dark: 'No picture from camera {{cameras}}',
  cut: 'Cut',
  'name_camera-1': 'Cam 1',
  'name_camera-2': 'Cam 2',
  'name_side-by-side': 'Split',
  'name_picture-in-picture': 'Inset',
} satisfies Record<keyof typeof zh, string>
