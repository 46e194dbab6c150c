import { MINUTE_MS, type Review, type ReviewThread } from '../../review/review.ts'
import type { SuggestionInput } from '../facts.ts'
import type { Suggestion } from '../suggestion.ts'

/*
 * The numbers of a suggestion counted again by what its evidence links to, and nothing else of the review: the
 * linked threads, moments, items, prompts, incidents, files, sessions and slots.
 */

export function recount(input: SuggestionInput, suggestion: Suggestion): object {
  const { review, earlier, slots } = input
  const linked = linksOf(review, suggestion)
  const { threads, moments, item, prompts, incidents, moderator } = linked
  switch (suggestion.kind) {
    case 'oneCoveredSeveralSources': {
      const then = review.threads.filter((thread) => counts(thread) && isIn(moments, thread.openedAtMs))
      return {
        overTime: threads.length,
        minutes: moments.length,
        sources: unique(then.flatMap(({ askers }) => askers.map(({ userId }) => userId.split(':')[0]))),
        name: moderator?.name,
      }
    }
    case 'nobodyAtTheQueue':
      return { overTime: threads.length, minutes: moments.length }
    case 'rushOfQuestions': {
      const then = review.threads.filter((thread) => counts(thread) && isIn(moments, thread.openedAtMs))
      const acts = review.threads.flatMap(({ claims, answer }) => [
        ...claims.map(({ id, atMs }) => ({ id, atMs })),
        ...(answer && !answer.automatic ? [{ id: answer.byId, atMs: answer.atMs }] : []),
      ])
      const whileRunning = moments.map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs + 30_000 }))
      return {
        overTime: threads.length,
        questions: then.length,
        minutes: moments.length,
        people: unique(acts.filter(({ atMs }) => isIn(whileRunning, atMs)).map(({ id }) => id)),
      }
    }
    case 'missesAtItemChange': {
      const { withinMs } = suggestion.numbers
      const changes = review.items.flatMap(({ spans }) => spans.map(({ fromMs }) => fromMs))
      const changeOf = ({ earliestSentAtMs: atMs }: ReviewThread) =>
        Math.max(...changes.filter((change) => change <= atMs && change > review.session.fromMs + withinMs))
      expectAll(threads, (thread) => thread.earliestSentAtMs - changeOf(thread) < withinMs)
      return {
        overTime: threads.length,
        ofOverTime: review.threads.filter(isOver).length,
        changes: unique(threads.map(changeOf)),
        withinMs,
      }
    }
    case 'longWaits': {
      const [moment] = moments
      const fromMs = moment?.fromMs ?? NaN
      const rest = review.threads.filter(
        (thread) => counts(thread) && thread.openedAtMs >= review.session.fromMs && !threads.includes(thread),
      )
      return {
        startsAtMs: fromMs - review.session.fromMs,
        lastsMs: (moment?.toMs ?? NaN) - fromMs,
        questions: threads.length,
        waitMs: medianWait(threads),
        usualMs: medianWait(rest),
      }
    }
    case 'rateBelowOwn': {
      const shows = earlier.filter(({ sessionId }) => linked.sessionIds.includes(sessionId))
      const { within30sRate: rate, within30s: inTime, eligible } = review.metrics
      const median = middle(shows.map((show) => show.within30sRate ?? NaN))
      return { rate, median, shows: shows.length, inTime, eligible }
    }
    case 'productQuestions':
      return {
        itemNumber: item?.itemNumber,
        title: item?.title,
        productId: item?.productId,
        intent: onlyOne(threads.map(({ intent }) => intent)),
        threads: threads.length,
        asked: threads.reduce((sum, { askerCount }) => sum + askerCount, 0),
        knowledge: suggestion.numbers.knowledge,
      }
    case 'answeredByHand': {
      const itemId = onlyOne(threads.map((thread) => thread.itemId))
      const about = review.items.find((one) => one.itemId === itemId)
      return {
        intent: onlyOne(threads.map(({ intent }) => intent)),
        itemNumber: about?.itemNumber ?? null,
        title: about?.title ?? null,
        threads: threads.length,
        wordings: unique(threads.map(({ answer }) => answer?.text?.replaceAll(' ', '').toLowerCase())),
      }
    }
    case 'askedAfterItem': {
      const ends = (thread: ReviewThread) =>
        Math.max(
          ...(item?.spans ?? []).filter((one) => one.fromMs <= thread.openedAtMs).map((one) => one.toMs),
        )
      return {
        itemNumber: item?.itemNumber,
        title: item?.title,
        threads: threads.length,
        medianAfterMs: Math.round(middle(threads.map((thread) => thread.openedAtMs - ends(thread)))),
      }
    }
    case 'itemOverran': {
      const before = linked.sessionIds.map((id) => {
        const own = earlier
          .find(({ sessionId }) => sessionId === id)
          ?.items.filter(
            (one) =>
              one.plannedMs !== null &&
              one.airedMs > 0 &&
              (item?.productId
                ? one.productId === item.productId
                : !one.productId && one.title === item?.title),
          )
        return {
          plannedMs: own?.reduce((sum, { plannedMs }) => sum + (plannedMs ?? NaN), 0) ?? NaN,
          airedMs: own?.reduce((sum, { airedMs }) => sum + airedMs, 0) ?? NaN,
        }
      })
      const all = [{ plannedMs: item?.plannedMs ?? NaN, airedMs: item?.airedMs ?? NaN }, ...before]
      const over = all.filter(
        ({ plannedMs, airedMs }) =>
          plannedMs >= 30_000 && airedMs >= 1.3 * plannedMs && airedMs - plannedMs >= 60_000,
      )
      return {
        itemNumber: item?.itemNumber,
        title: item?.title,
        times: over.length,
        shows: all.length,
        plannedMs: Math.round(middle(over.map(({ plannedMs }) => plannedMs))),
        airedMs: Math.round(middle(over.map(({ airedMs }) => airedMs))),
      }
    }
    case 'soldOutWhileWanted': {
      const soldOutAtMs = item?.soldOutAtMs ?? NaN
      expectAll(threads, ({ openedAtMs }) => openedAtMs > soldOutAtMs)
      return {
        itemNumber: item?.itemNumber,
        title: item?.title,
        soldOutAtMs,
        questionsAfter: threads.length,
        ordersAfter: item?.ordersAfterSoldOut,
      }
    }
    case 'troubleAndLeavers': {
      const onlineIn = (atMs: number) =>
        review.minutes.find(({ startMs }) => atMs >= startMs && atMs < startMs + MINUTE_MS)?.onlineAverage ??
        NaN
      const mean = (values: number[]) => Math.round(values.reduce((sum, one) => sum + one, 0) / values.length)
      return {
        about: onlyOne(incidents.map(({ kind }) => kind)),
        incidents: incidents.length,
        onlineBefore: mean(moments.map(({ fromMs }) => onlineIn(fromMs))),
        onlineAfter: mean(moments.map(({ toMs }) => onlineIn(toMs))),
      }
    }
    case 'recordingLost': {
      const lost = review.recordings.filter(({ file }) => linked.files.includes(file))
      return {
        recordings: review.recordings.length,
        damaged: lost.filter(({ problem }) => problem !== null).length,
        unfinished: lost.filter(({ problem }) => problem === null).length,
      }
    }
    case 'overriddenThenTrouble': {
      const lines = incidents.filter(({ kind }) => kind === 'preflight').length
      return { lines, incidents: incidents.length - lines, withinMs: suggestion.numbers.withinMs }
    }
    case 'shoutOutsUnused':
      return {
        prompted: prompts.length,
        skipped: prompts.filter(({ outcome }) => outcome === 'skipped').length,
        expired: prompts.filter(({ outcome }) => outcome === 'expired').length,
      }
    case 'shoutOutsUneven': {
      const { tier, other } = suggestion.numbers
      const of = (one: string) => prompts.filter((prompt) => prompt.tier === one)
      const thanked = (one: string) => of(one).filter(({ outcome }) => outcome === 'thanked').length
      return {
        tier,
        thanked: thanked(tier),
        prompted: of(tier).length,
        other,
        otherThanked: thanked(other),
        otherPrompted: of(other).length,
      }
    }
    case 'vipsNotGreeted':
      return {
        seen: review.fairness.find(({ tier }) => tier === 'vip')?.seen,
        greeted: unique(prompts.map(({ fanKey }) => fanKey)),
      }
    case 'claimsLapsed':
      return {
        name: moderator?.name,
        claims: moderator?.claims,
        lapsed: moderator?.lapsed,
        overTime: threads.filter(isOver).length,
      }
    case 'slotKeepsMore': {
      const link = suggestion.evidence.find(({ type }) => type === 'slot')
      const known = slots.filter(({ returners, cohort }) => returners !== null && cohort >= 30)
      const rates = known.map(({ returners, cohort }) => (returners ?? NaN) / cohort)
      const own = known.filter(
        (slot) => link?.type === 'slot' && slot.weekday === link.weekday && slot.hour === link.hour,
      )
      const best = own.find(({ cohort }) => cohort === suggestion.numbers.viewers)
      return {
        weekday: best?.weekday,
        hour: best?.hour,
        viewers: best?.cohort,
        returned: suggestion.numbers.returned,
        rate: suggestion.numbers.returned / suggestion.numbers.viewers,
        median: middle(rates),
        slots: known.length,
      }
    }
    case 'answersAndOrders': {
      const { answered, rest, interval } = review.association
      return {
        answered: answered.n,
        answeredOrdered: answered.ordered,
        rest: rest.n,
        restOrdered: rest.ordered,
        difference: answered.ordered / answered.n - rest.ordered / rest.n,
        ...interval,
      }
    }
    default:
      return suggestion satisfies never
  }
}

function linksOf(review: Review, { evidence }: Suggestion) {
  const ids = evidence.flatMap((one) => (one.type === 'threads' ? one.questionIds : []))
  const promptIds = evidence.flatMap((one) => (one.type === 'shoutOuts' ? one.promptIds : []))
  const seqs = evidence.flatMap((one) => (one.type === 'incidents' ? one.seqs : []))
  return {
    threads: ids.map((id) => found(review.threads.find(({ questionId }) => questionId === id))),
    moments: evidence.flatMap((one) => (one.type === 'moment' ? [one] : [])),
    item: evidence.flatMap((one) =>
      one.type === 'item' ? [found(review.items.find(({ itemId }) => itemId === one.itemId))] : [],
    )[0],
    prompts: promptIds.map((id) => found(review.shoutOuts.find(({ promptId }) => promptId === id))),
    incidents: review.incidents.filter(({ seq }) => seqs.includes(seq)),
    moderator: evidence.flatMap((one) =>
      one.type === 'moderator' ? [found(review.moderators.find(({ id }) => id === one.moderatorId))] : [],
    )[0],
    files: evidence.flatMap((one) => (one.type === 'recordings' ? one.files : [])),
    sessionIds: evidence.flatMap((one) => (one.type === 'sessions' ? one.sessionIds : [])),
  }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a suggestion links to what is not in the review')
  return value
}

function onlyOne<Value>(values: readonly Value[]): Value | undefined {
  if (new Set(values).size !== 1) throw new Error('linked together, and not of one kind')
  return values[0]
}

function expectAll<Value>(values: readonly Value[], holds: (value: Value) => boolean): void {
  if (!values.every(holds)) throw new Error('the evidence holds something else')
}

const isIn = (
  moments: readonly { readonly fromMs: number; readonly toMs: number }[],
  atMs: number,
): boolean => moments.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs)

const unique = (values: readonly unknown[]): number => new Set(values).size

const isOver = ({ outcome }: ReviewThread): boolean => outcome === 'late' || outcome === 'missed'
const counts = (thread: ReviewThread): boolean => isOver(thread) || thread.outcome === 'inTime'

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const at = (index: number): number => sorted[index] ?? NaN
  return Number.isInteger(half) ? (at(half - 1) + at(half)) / 2 : at(Math.floor(half))
}

function medianWait(threads: readonly ReviewThread[]): number | null {
  const median = middle(threads.map(({ responseMs }) => responseMs ?? Infinity))
  return median === Infinity ? null : Math.round(median)
}
