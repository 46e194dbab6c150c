import { z } from 'zod'

import { CAMERA_SLOTS, cameraSlotSchema } from '../scenes/scene.ts'

const OUTPUT_STATUSES = ['connecting', 'live', 'reconnecting', 'failed'] as const

const bytes = z.number().int().nonnegative()

const outputSampleSchema = z.object({
  id: z.string().min(1).max(40),
  kind: z.enum(['localRoom', 'whip', 'agora', 'cdn']),
  status: z.enum(OUTPUT_STATUSES),
  /** Picture and sound together; null until measured. */
  kbps: z.number().nonnegative().nullable(),
  roundTripMs: z.number().nonnegative().nullable(),
  /** 0 to 1. */
  loss: z.number().min(0).max(1).nullable(),
  /** Agora's scale, 0 unknown, 1 excellent to 6 down. */
  quality: z.number().int().min(0).max(6).nullable(),
})
export type OutputSample = z.infer<typeof outputSampleSchema>

/**
 * How the studio fared in one second of a show. The names are short because every show keeps thousands of these;
 * counts (`skipped`, `dropped`) are those of the second, not sums. Null = not known on this machine or engine.
 */
export const healthSampleSchema = z.object({
  /** Frames of the programme; null while the engine tells nothing. */
  fps: z.number().nonnegative().nullable(),
  renderMs: z.number().nonnegative().nullable(),
  skipped: z.number().int().nonnegative(),
  /** The cameras in use. */
  cameras: z
    .array(z.object({ slot: cameraSlotSchema, fps: z.number().nonnegative() }))
    .max(CAMERA_SLOTS.length),
  /** `bytes` so far; null while nothing is recorded. */
  recording: z.object({ bytes, dropped: z.number().int().nonnegative() }).nullable(),
  outputs: z.array(outputSampleSchema).max(8),
  /** Of the whole machine, 0 to 1. */
  cpu: z.number().min(0).max(1).nullable(),
  memory: z.object({ usedBytes: bytes, freeBytes: bytes }).nullable(),
  /** Free room where log and recordings lie. */
  diskBytes: bytes.nullable(),
  /** Loudest moment of the programme's sound, in dBFS; null while it is not measured. */
  peakDb: z.number().min(-100).max(20).nullable(),
})
export type HealthSample = z.infer<typeof healthSampleSchema>

export const outputChangeSchema = z.object({
  output: z.string().min(1).max(40),
  kind: outputSampleSchema.shape.kind,
  /** `closed`: taken down on purpose. */
  status: z.enum([...OUTPUT_STATUSES, 'closed']),
  /** A kind from the engine's closed list, never a text of the other side. */
  problem: z.string().max(60).nullable(),
})
export type OutputChange = z.infer<typeof outputChangeSchema>

export const sourceChangeSchema = z.object({
  source: z.enum(['camera1', 'camera2', 'camera3', 'camera4', 'screen', 'microphone1', 'microphone2']),
  status: z.enum(['closed', 'opening', 'live', 'failed']),
  problem: z.string().max(60).nullable(),
})
export type SourceChange = z.infer<typeof sourceChangeSchema>
