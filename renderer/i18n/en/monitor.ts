import type { monitor as zh } from '../zh-CN/monitor.ts'

export const monitor = {
  program: 'Programme',
  preview: 'Preview',
  noProgram: 'No scene on programme yet',
  noPreview: 'Pick a scene to put here',
  missing: 'No picture from camera {{cameras}}',
  failed: 'The picture has stopped',
} satisfies Record<keyof typeof zh, string>
