import { z } from 'zod'

import { MIXER_CHANNELS } from '#renderer/media/media-state.ts'
import type { MediaState } from '#renderer/media/media-state.ts'
import type { MediaEngine } from '#renderer/media/port.ts'

const gainSchema = z.number().min(0).max(4)
const soundSchema = z.object({
  gains: z.object({
    microphone1: gainSchema,
    microphone2: gainSchema,
    music: gainSchema,
    screen: gainSchema,
  }),
  ducking: z.object({ enabled: z.boolean(), depthDb: z.number().min(0).max(40) }),
  audioDelayMs: z.number().min(0).max(500),
})
type Sound = z.infer<typeof soundSchema>

const KEY = 'huitou.sound'
/** A fader on the move is written down once it rests. */
const REST_MS = 300

/**
 * Sets the engine to what the mixer was left at and remembers every change from then on. Mutes are not remembered: a
 * show that begins muted would be a trap. Nor is the music, since a browser may not keep a file. Returns the end of it.
 */
export function keepSound(engine: MediaEngine): () => void {
  const remembered = recall()
  if (remembered) {
    for (const channel of MIXER_CHANNELS) engine.setChannelGain(channel, remembered.gains[channel])
    engine.setDucking(remembered.ducking)
    engine.setAudioDelay(remembered.audioDelayMs)
  }
  let written = JSON.stringify(soundOf(engine.getState()))
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = (): void => {
    clearTimeout(timer)
    timer = undefined
    const text = JSON.stringify(soundOf(engine.getState()))
    if (text === written) return
    written = text
    try {
      localStorage.setItem(KEY, text)
    } catch {
      // Without storage the mix holds for this window; there is nothing for the host to do about it.
    }
  }
  let before = engine.getState()
  const unsubscribe = engine.subscribe(() => {
    const state = engine.getState()
    const touched =
      state.mixer !== before.mixer ||
      state.ducking !== before.ducking ||
      state.audioDelayMs !== before.audioDelayMs
    before = state
    if (touched) timer ??= setTimeout(write, REST_MS)
  })
  return () => {
    unsubscribe()
    if (timer !== undefined) write()
  }
}

function soundOf({ mixer, ducking, audioDelayMs }: MediaState): Sound {
  const { microphone1, microphone2, music, screen } = mixer
  return {
    gains: {
      microphone1: microphone1.gain,
      microphone2: microphone2.gain,
      music: music.gain,
      screen: screen.gain,
    },
    ducking,
    audioDelayMs,
  }
}

function recall(): Sound | null {
  try {
    const parsed = soundSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
