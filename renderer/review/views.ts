import { useEffect, useState } from 'react'

/**
 * What a link to a session's review opens at: a moment of the curve, one thread, or the threads of an intent and item.
 * Suggestions point at their evidence with it.
 */
export interface SessionFocus {
  readonly atMs?: number
  readonly threadId?: string
  readonly intent?: string
  readonly itemNumber?: number
  readonly outcome?: string
  /** Several questions, by their ids. */
  readonly threadIds?: readonly string[]
  /** Of who answered. */
  readonly moderator?: string
  /** A section of the page, by its id. */
  readonly part?: string
}

/** An hour of the week: 1 = Monday … 7 = Sunday, 0-23. */
export interface HeatSlotName {
  readonly weekday: number
  readonly hour: number
}

export type ReviewView =
  | { readonly name: 'sessions' }
  | { readonly name: 'session'; readonly sessionId: string; readonly focus: SessionFocus }
  | { readonly name: 'across'; readonly slot?: HeatSlotName }
  | { readonly name: 'compare'; readonly sessionIds: readonly [string, string] }
  | { readonly name: 'fan'; readonly fanId: string }

/** Reads the address's hash: `#/session/<id>?at=…`, `#/across?slot=2-20`, `#/compare/<a>/<b>`, `#/fan/<fanId>`; all else is the list. */
export function viewOf(hash: string): ReviewView {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?')
  const [name, first, second] = path.split('/').map(decoded)
  if (name === 'across') return acrossOf(query)
  if (name === 'session' && first) return { name: 'session', sessionId: first, focus: focusOf(query) }
  if (name === 'compare' && first && second) return { name: 'compare', sessionIds: [first, second] }
  if (name === 'fan' && first) return { name: 'fan', fanId: first }
  return { name: 'sessions' }
}

/** The hash that `viewOf` reads as this view. */
export function hashOf(view: ReviewView): string {
  switch (view.name) {
    case 'sessions':
      return '#/'
    case 'across':
      return view.slot === undefined ? '#/across' : `#/across?slot=${view.slot.weekday}-${view.slot.hour}`
    case 'session':
      return `#/session/${encodeURIComponent(view.sessionId)}${queryOf(view.focus)}`
    case 'compare':
      return `#/compare/${view.sessionIds.map(encodeURIComponent).join('/')}`
    case 'fan':
      return `#/fan/${encodeURIComponent(view.fanId)}`
    default:
      return view satisfies never
  }
}

/**
 * The view of this page's address, followed as links are pressed; `visit` counts them, since the same link may be
 * pressed again after the reader has moved on. What a view itself writes into the address is none.
 */
export function useReviewView(): { readonly view: ReviewView; readonly visit: number } {
  const [at, setAt] = useState(() => ({ view: viewOf(location.hash), visit: 0 }))
  useEffect(() => {
    const follow = (): void => setAt(({ visit }) => ({ view: viewOf(location.hash), visit: visit + 1 }))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return at
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

function acrossOf(query: string): ReviewView {
  const [, weekday, hour] =
    /^([1-7])-(\d|1\d|2[0-3])$/.exec(new URLSearchParams(query).get('slot') ?? '') ?? []
  return weekday === undefined || hour === undefined
    ? { name: 'across' }
    : { name: 'across', slot: { weekday: Number(weekday), hour: Number(hour) } }
}

function focusOf(query: string): SessionFocus {
  const params = new URLSearchParams(query)
  const atMs = whole(params.get('at'))
  const itemNumber = whole(params.get('item'))
  const [threadId, intent, outcome] = [params.get('thread'), params.get('intent'), params.get('outcome')]
  const [threadIds, moderator, part] = [params.get('threads'), params.get('moderator'), params.get('part')]
  return {
    ...(atMs !== null && { atMs }),
    ...(threadId !== null && { threadId }),
    ...(intent !== null && { intent }),
    ...(itemNumber !== null && { itemNumber }),
    ...(outcome !== null && { outcome }),
    ...(threadIds !== null && { threadIds: threadIds.split(',') }),
    ...(moderator !== null && { moderator }),
    ...(part !== null && { part }),
  }
}

function queryOf(focus: SessionFocus): string {
  const { atMs, threadId, intent, itemNumber, outcome, threadIds, moderator, part } = focus
  const params = new URLSearchParams()
  if (atMs !== undefined) params.set('at', String(atMs))
  if (threadId !== undefined) params.set('thread', threadId)
  if (intent !== undefined) params.set('intent', intent)
  if (itemNumber !== undefined) params.set('item', String(itemNumber))
  if (outcome !== undefined) params.set('outcome', outcome)
  if (threadIds !== undefined) params.set('threads', threadIds.join(','))
  if (moderator !== undefined) params.set('moderator', moderator)
  if (part !== undefined) params.set('part', part)
  return params.size === 0 ? '' : `?${params.toString()}`
}

const whole = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
