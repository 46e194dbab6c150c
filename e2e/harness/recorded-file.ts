import { spawnSync } from 'node:child_process'
import { z } from 'zod'
import { findProgram } from '../../scripts/find-program.ts'

const probeSchema = z.object({
  format: z.object({ duration: z.coerce.number() }),
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string(),
      nb_read_frames: z.coerce.number(),
      width: z.number().optional(),
      height: z.number().optional(),
    }),
  ),
})

const packetsSchema = z.object({
  packets: z.array(z.object({ pts_time: z.coerce.number(), duration_time: z.coerce.number().default(0) })),
})

const SAMPLE_RATE = 8000
const BIG = 1024 * 1024 * 1024

function run(name: 'ffprobe' | 'ffmpeg', args: readonly string[]): { stdout: Buffer; stderr: string } {
  const program = findProgram(name)
  if (program === null) throw new Error(`${name} is not installed`)
  const { stdout, stderr } = spawnSync(program, args, { maxBuffer: BIG })
  return { stdout, stderr: stderr.toString('utf8').trim() }
}

/** What a decoder finds in a file; `complaints` holds every decoding error. */
export function decode(file: string) {
  const entries = 'format=duration:stream=codec_type,codec_name,nb_read_frames,width,height'
  const { stdout, stderr } = run('ffprobe', [
    ...['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json'],
    file,
  ])
  const { format, streams } = probeSchema.parse(JSON.parse(stdout.toString('utf8')))
  const video = streams.find((stream) => stream.codec_type === 'video')
  const audio = streams.find((stream) => stream.codec_type === 'audio')
  return { durationMs: format.duration * 1000, video, audio, complaints: stderr }
}

/** When the pictures and the sound of a file end, in ms. */
export function trackEnds(file: string): { videoMs: number; audioMs: number } {
  const endOf = (stream: 'v' | 'a') => {
    const entries = 'packet=pts_time,duration_time'
    const { stdout } = run('ffprobe', [
      ...['-v', 'error', '-select_streams', stream, '-show_entries', entries, '-of', 'json'],
      file,
    ])
    const { packets } = packetsSchema.parse(JSON.parse(stdout.toString('utf8')))
    return Math.max(...packets.map(({ pts_time, duration_time }) => pts_time + duration_time)) * 1000
  }
  return { videoMs: endOf('v'), audioMs: endOf('a') }
}

/** The mean brightness (0-255) of a part of every picture, with its time in ms. `part` is ffmpeg's crop, w:h:x:y. */
export function brightness(file: string, part: string): { atMs: number; value: number }[] {
  const filter = `crop=${part},scale=1:1:flags=area,format=gray,metadata=mode=print,showinfo`
  const { stdout, stderr } = run('ffmpeg', [
    ...['-v', 'info', '-nostats', '-i', file, '-an', '-vf', filter, '-fps_mode', 'passthrough'],
    ...['-f', 'rawvideo', '-'],
  ])
  const times = [...stderr.matchAll(/pts_time:\s*([\d.]+)/g)].map(([, seconds]) => Number(seconds) * 1000)
  return Array.from(stdout, (value, index) => ({ atMs: times[index] ?? Number.NaN, value }))
}

/** When a tone begins after a pause, in ms. */
export function beeps(file: string): number[] {
  const { stdout } = run('ffmpeg', [
    ...['-v', 'error', '-i', file, '-vn', '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 's16le', '-'],
  ])
  const begins: number[] = []
  let lastLoud = -SAMPLE_RATE
  for (let at = 0; at < stdout.length / 2; at += 1) {
    if (Math.abs(stdout.readInt16LE(at * 2)) < 2000) continue
    if (at - lastLoud > SAMPLE_RATE / 4) begins.push((at / SAMPLE_RATE) * 1000)
    lastLoud = at
  }
  return begins
}
