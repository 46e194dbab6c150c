import type { SourceHealth } from '#shared/protocol/down.ts'

/** Something about a source that moderators should know, told once. */
export type SourceNews =
  | { readonly kind: 'down'; readonly source: string }
  | { readonly kind: 'unsent'; readonly source: string; readonly count: number }

const delivers = (health: SourceHealth | undefined): boolean => health?.state === 'connected'
const isDown = ({ state }: SourceHealth): boolean => state === 'failed' || state === 'stale'

/** What is new between two looks at the sources: one that delivered is down, or more replies did not get out. */
export function sourceNews(before: readonly SourceHealth[], now: readonly SourceHealth[]): SourceNews[] {
  return now.flatMap((health) => {
    const { source } = health
    const known = before.find((other) => other.source === source)
    const count = health.unsentReplies - (known?.unsentReplies ?? health.unsentReplies)
    const news: SourceNews[] = []
    if (isDown(health) && delivers(known)) news.push({ kind: 'down', source })
    if (count > 0) news.push({ kind: 'unsent', source, count })
    return news
  })
}
