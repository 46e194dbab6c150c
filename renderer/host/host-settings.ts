import { z } from 'zod'
import { createStore } from 'zustand/vanilla'

import { LANDSCAPE_CANVAS, PORTRAIT_CANVAS, type CanvasSize } from '#shared/domain/scenes/scene.ts'

const settingsSchema = z.object({
  shape: z.enum(['portrait', 'landscape']),
  /** Whether going live also starts a recording. */
  record: z.boolean(),
  /** How long the host means to be on air. */
  plannedMinutes: z.number().int().min(10).max(1_440).default(120),
})
export type HostSettings = z.infer<typeof settingsSchema>

const KEY = 'huitou.host'
const FIRST_TIME: HostSettings = { shape: 'portrait', record: true, plannedMinutes: 120 }

export function rememberedHostSettings(): HostSettings {
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return parsed.success ? parsed.data : FIRST_TIME
  } catch {
    return FIRST_TIME
  }
}

/** What this studio remembers of how its host likes to work. */
export const createHostSettings = () => {
  const store = createStore<HostSettings>(rememberedHostSettings)
  store.subscribe((settings) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(settings))
    } catch {
      // Without storage the choice holds for this window.
    }
  })
  return store
}

export const canvasOf = ({ shape }: Pick<HostSettings, 'shape'>): CanvasSize =>
  shape === 'portrait' ? PORTRAIT_CANVAS : LANDSCAPE_CANVAS
