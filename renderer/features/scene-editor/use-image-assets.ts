import { useEffect, useRef } from 'react'

import { assetIdsOf } from '#shared/domain/scenes/scene-collection.ts'
import type { Scene } from '#shared/domain/scenes/scene.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import { retryDelayMs } from '#renderer/timing/retry-delay.ts'
import { fetchAsset } from '#renderer/session-client/asset-client.ts'

const RETRY = { firstMs: 2_000, longestMs: 60_000 }

/** Gives the engine every image the scenes show, and tries again, ever more rarely, those that could not be fetched. */
export function useImageAssets(engine: MediaEngine, scenes: readonly Scene[]): void {
  const given = useRef<{ engine: MediaEngine; ids: Set<string> }>({ engine, ids: new Set() })
  const wanted = assetIdsOf(scenes).join(' ')
  useEffect(() => {
    if (given.current.engine !== engine) given.current = { engine, ids: new Set() }
    const { ids } = given.current
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    let failures = 0
    const bring = async (): Promise<void> => {
      let missing = false
      for (const id of wanted === '' ? [] : wanted.split(' ')) {
        if (over) return
        if (ids.has(id)) continue
        const image = await fetchAsset(id)
        const shown = image !== null && (await show(engine, id, image))
        if (shown) ids.add(id)
        else missing = true
      }
      if (!missing || over) return
      failures += 1
      timer = setTimeout(() => void bring(), retryDelayMs(failures, Math.random(), RETRY))
    }
    void bring()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [engine, wanted])
}

/** A picture the engine cannot read leaves its layer empty; the others are not held up by it. */
async function show(engine: MediaEngine, assetId: string, image: Blob): Promise<boolean> {
  try {
    await engine.setImageAsset(assetId, image)
    return true
  } catch {
    return false
  }
}
