import type { Fan } from '#shared/domain/fans/fan.ts'
import { withEdit, type FanEdit } from '#shared/domain/fans/fan-edit.ts'
import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import type { Erasure } from '../fans/erasure.ts'
import type { Fans } from '../library/fans.ts'
import type { Served } from './serve-request.ts'

export type FanRequest = Extract<
  Request,
  {
    type:
      | 'findFans'
      | 'getFan'
      | 'saveFan'
      | 'mergeFans'
      | 'forgetFan'
      | 'getErasures'
      | 'listFanTags'
      | 'getTierRules'
      | 'previewTierRules'
      | 'applyTierRules'
      | 'takeBackTiers'
  }
>

const TAGS_SHOWN = 200

/** What the host asks of the library of fans. @throws StorageError when it cannot be read or written. */
export function serveFans(request: FanRequest, fans: Fans, erasure: Erasure): Served {
  switch (request.type) {
    case 'findFans':
      return { ok: true, body: { type: 'fans', ...foundBy(fans, request.query), all: fans.count() } }
    case 'getFan':
      return { ok: true, body: { type: 'fan', fan: fans.byId(request.fanId) } }
    case 'saveFan':
      return saved(save(fans, request.fanId, request.edit, request.updatedAtMs))
    case 'mergeFans': {
      const merged = fans.merge(request.keptFanId, request.goneFanId)
      if (merged === 'notFound') return NOT_FOUND
      return saved(
        merged === 'tooManyIdentities' ? { kind: 'tooManyIdentities' } : { kind: 'saved', fan: merged },
      )
    }
    case 'forgetFan':
      if (!erasure.forget(request.fanId)) return NOT_FOUND
      return { ok: true, body: { type: 'erasures', erasures: erasure.state() } }
    case 'getErasures':
      return { ok: true, body: { type: 'erasures', erasures: erasure.state() } }
    case 'listFanTags':
      return { ok: true, body: { type: 'fanTags', tags: fans.tags(TAGS_SHOWN) } }
    case 'getTierRules':
      return tierRules(fans)
    case 'previewTierRules':
      return { ok: true, body: { type: 'tierPreview', preview: fans.tiers.preview(request.rules) } }
    case 'applyTierRules':
      fans.tiers.apply(request.rules)
      return tierRules(fans)
    case 'takeBackTiers':
      fans.tiers.takeBack()
      return tierRules(fans)
    default:
      return request satisfies never
  }
}

type SaveOutcome = Extract<ResponseBody, { type: 'fanSaved' }>['outcome']

const NOT_FOUND: Served = { ok: false, problem: 'notFound', message: 'there is no such fan' }

const saved = (outcome: SaveOutcome): Served => ({ ok: true, body: { type: 'fanSaved', outcome } })

const foundBy = (fans: Fans, query: Extract<FanRequest, { type: 'findFans' }>['query']) => {
  const found = fans.find(query)
  return { fans: [...found.fans], total: found.total }
}

const tierRules = (fans: Fans): Served => ({
  ok: true,
  body: { type: 'tierRules', rules: [...fans.tiers.rules()], applied: fans.tiers.applied() },
})

function save(fans: Fans, fanId: string | null, edit: FanEdit, updatedAtMs: number | null): SaveOutcome {
  const before = fanId === null ? null : fans.byId(fanId)
  if (fanId !== null && before?.updatedAtMs !== updatedAtMs) return { kind: 'changedSince', fan: before }
  for (const { source, userId } of edit.identities) {
    const holder = fans.byKey(viewerKey(source, userId))
    if (holder && holder.fanId !== fanId) return { kind: 'identityTaken', fan: holder }
  }
  return { kind: 'saved', fan: fans.save(withEdit(before ?? blank(fans.newId()), edit)) }
}

const blank = (fanId: string): Fan => ({
  fanId,
  name: '',
  sayAs: '',
  identities: [],
  tier: 'guest',
  tierBy: 'rules',
  privateDomain: false,
  firstSeenMs: null,
  lastSeenMs: null,
  visits: 0,
  orders: 0,
  spentFen: 0,
  lastOrderMs: null,
  birthday: null,
  tags: [],
  notes: '',
  consent: 'unknown',
  updatedAtMs: 0,
})
