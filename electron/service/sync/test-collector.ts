import { collectorAddress, type SyncSettings } from '#shared/domain/sync/sync-settings.ts'
import { createCollectorClient } from './collector-client.ts'
import { certificateOf } from './connect.ts'
import { SyncError } from './sync-error.ts'
import type { SyncTest } from './sync-types.ts'

const WITHIN_MS = 12_000

/** Whether a collector at this address lets this token in. Never rejects for what can go wrong on the way. */
export async function testCollector(tried: SyncSettings, token: string | null): Promise<SyncTest> {
  const startedMs = performance.now()
  const took = (): number => Math.round(performance.now() - startedMs)
  if (token === null) return { trouble: { problem: 'noToken', detail: '' }, tookMs: 0, certificate: null }
  const address = collectorAddress(tried.url)
  const client = createCollectorClient({ address, token, certificate: tried.certificate })
  try {
    await client.check(AbortSignal.timeout(WITHIN_MS))
    return { trouble: null, tookMs: took(), certificate: null }
  } catch (error) {
    if (!(error instanceof SyncError)) throw error
    const problem = error.problem === 'cancelled' ? 'timedOut' : error.problem
    const certificate = problem === 'certSelfSigned' ? await certificateOf(address) : null
    return { trouble: { problem, detail: error.detail }, tookMs: took(), certificate }
  } finally {
    client.close()
  }
}
