import { z } from 'zod'

import type { Enhancement } from '#renderer/media/port.ts'

const enhancementSchema = z.object({
  smooth: z.number().min(0).max(1),
  whiten: z.number().min(0).max(1),
  lowLight: z.boolean(),
  denoise: z.boolean(),
  color: z.boolean(),
  background: z.enum(['none', 'blur']),
})

const KEY = 'huitou.enhancement'

/** What was last set on this computer; null when there is nothing, or it cannot be read. */
export function recallEnhancement(): Enhancement | null {
  try {
    const parsed = enhancementSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export function rememberEnhancement(enhancement: Enhancement): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(enhancement))
  } catch {
    // Without storage the choice holds for this window; there is nothing for the host to do about it.
  }
}
