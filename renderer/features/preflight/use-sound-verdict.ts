import { useEffect, useState } from 'react'

import { soundVerdict, type SoundVerdict } from '#shared/domain/preflight/sound-verdict.ts'
import { useMediaEngine } from '#renderer/media/media-context.tsx'

/** Eight seconds: a host may take breath without the line changing. */
const WINDOW = 160
const JUDGE_EVERY_MS = 500

/** What microphone 1 has been heard to do in the last seconds. `deviceId`: another device starts afresh. */
export function useSoundVerdict(deviceId: string | null): SoundVerdict {
  const engine = useMediaEngine()
  const [heard, setHeard] = useState<{ deviceId: string | null; verdict: SoundVerdict }>({
    deviceId,
    verdict: 'listening',
  })
  useEffect(() => {
    let peaks: number[] = []
    const stop = engine.subscribeLevels(({ microphone1 }) => {
      peaks = [...peaks.slice(1 - WINDOW), microphone1.peakDb]
    })
    const timer = setInterval(() => {
      const verdict = soundVerdict(peaks)
      setHeard((before) =>
        before.verdict === verdict && before.deviceId === deviceId ? before : { deviceId, verdict },
      )
    }, JUDGE_EVERY_MS)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [engine, deviceId])
  return heard.deviceId === deviceId ? heard.verdict : 'listening'
}
