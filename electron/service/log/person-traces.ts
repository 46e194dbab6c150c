import { z } from 'zod'

/** Who is to be forgotten, as logs may name them. */
export interface TracedPerson {
  readonly fanId: string
  readonly identities: readonly { readonly source: string; readonly userId: string }[]
  readonly names: readonly string[]
}

/** Ids and a name that stand for one person in one log. They are drawn, not derived: nothing leads back. */
export interface Pseudonyms {
  readonly name: string
  readonly fanId: string
  /** In the order of the person's identities, so that each stays one viewer. */
  readonly userIds: readonly string[]
}

/** `random`: hex digits drawn for this person and this log, at least eight. */
export const pseudonymsOf = (person: TracedPerson, random: string): Pseudonyms => ({
  name: `***${random.slice(0, 4)}`,
  fanId: `gone-${random}`,
  userIds: person.identities.map((_, index) => `gone-${random}-${index + 1}`),
})

/** Fields that hold a person's name beside their id. */
const NAME_FIELDS: ReadonlySet<string> = new Set(['userName', 'name', 'sayAs', 'askerName', 'buyerName'])
/** Names of the staff, and words of a closed list: never the viewer's name. */
const NEVER_A_NAME: ReadonlySet<string> = new Set([
  'byName',
  'holderName',
  'type',
  'kind',
  'source',
  'tier',
  'intent',
])
/** A single character is part of too many words to be taken for a name inside a text. */
const NAME_IN_TEXT_MIN = 2
/** Shorter ids are parts of other ids by chance. */
const ID_IN_TEXT_MIN = 6

export interface EventText {
  readonly actor: unknown
  readonly body: unknown
  readonly commandId: string | null
}

const viewerActor = z.looseObject({ role: z.literal('viewer'), id: z.string(), name: z.string() })
const aboutQuestion = z.looseObject({
  questionId: z.string().nullish(),
  card: z.looseObject({ questionId: z.string().nullish() }).optional(),
})

/**
 * Finds and replaces one person's traces in the events of a log. First `learn` from every event, then `rewrite` each:
 * the names the person has used and the threads they asked in are known by then. What is replaced: ids and names in
 * fields; in events about the person also their name inside texts, and `@name` everywhere. The texts themselves stay.
 */
export interface PersonTraces {
  /** Parts of text one of which any event about the person by id holds, as JSON writes them. */
  readonly idNeedles: readonly string[]
  /** The same for names; complete once everything has been learnt. */
  readonly nameNeedles: () => readonly string[]
  /** The threads the person asked in. */
  readonly questionIds: () => readonly string[]
  readonly learn: (event: EventText) => void
  /** The event without the person; the same object when it has none of them. */
  readonly rewrite: (event: EventText) => EventText
}

export function personTraces(person: TracedPerson, pseudonyms: Pseudonyms): PersonTraces {
  const ids = new Map<string, string>([
    [person.fanId, pseudonyms.fanId],
    // Orders of somebody without an account a log may name carry the library's own id (`buyerKeys`).
    [`fan:${person.fanId}`, `fan:${pseudonyms.fanId}`],
  ])
  const raw = new Map<string, string>()
  person.identities.forEach(({ source, userId }, index) => {
    const instead = pseudonyms.userIds[index] ?? pseudonyms.fanId
    ids.set(`${source}:${userId}`, `${source}:${instead}`)
    raw.set(userId, instead)
  })
  const names = new Set(person.names)
  const questionIds = new Set<string>()

  /** The stand-in for an object's id when it is the person: by viewer key, fan id, or source and the source's own id. */
  const standInOf = (value: Record<string, unknown>): boolean =>
    isOf(ids, value['userId']) ||
    isOf(ids, value['fanId']) ||
    isOf(ids, value['fanKey']) ||
    (typeof value['source'] === 'string' &&
      typeof value['userId'] === 'string' &&
      ids.has(`${value['source']}:${value['userId']}`))
  const isTheViewer = (actor: unknown): boolean => {
    const viewer = viewerActor.safeParse(actor)
    return viewer.success && (raw.has(viewer.data.id) || ids.has(viewer.data.id))
  }

  const learnFrom = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.map(learnFrom).some(Boolean)
    if (!isRecord(value)) return typeof value === 'string' && ids.has(value)
    const own = standInOf(value)
    let concerns = own
    for (const [key, inner] of Object.entries(value)) {
      if (own && NAME_FIELDS.has(key) && typeof inner === 'string' && inner !== '') names.add(inner)
      if (learnFrom(inner)) concerns = true
    }
    return concerns
  }
  const questionOf = (body: unknown): string | null => {
    const about = aboutQuestion.safeParse(body).data
    return about?.questionId ?? about?.card?.questionId ?? null
  }

  const inText = (text: string, concerns: boolean): string => {
    let result = text
    for (const name of namesInTexts(names)) {
      if (!result.includes(name)) continue
      result = concerns
        ? result.replaceAll(name, pseudonyms.name)
        : mentionGone(result, name, pseudonyms.name)
    }
    if (!concerns) return result
    for (const [id, instead] of raw) {
      if (id.length >= ID_IN_TEXT_MIN) result = result.replaceAll(id, instead)
    }
    return result
  }

  const rewritten = (value: unknown, key: string, concerns: boolean): unknown => {
    if (typeof value === 'string') {
      const instead = ids.get(value)
      if (instead !== undefined) return instead
      return NEVER_A_NAME.has(key) ? value : inText(value, concerns)
    }
    if (Array.isArray(value)) return value.map((inner) => rewritten(inner, key, concerns))
    if (!isRecord(value)) return value
    const own = standInOf(value)
    const other = !own && typeof value['userId'] === 'string'
    return Object.fromEntries(
      Object.entries(value).map(([field, inner]): [string, unknown] => {
        if (own && typeof inner === 'string') {
          if (NAME_FIELDS.has(field)) return [field, inner === '' ? '' : pseudonyms.name]
          if (field === 'userId') return [field, ids.get(inner) ?? raw.get(inner) ?? inner]
        }
        // Somebody else who happens to have the same name keeps it.
        if (other && NAME_FIELDS.has(field)) return [field, inner]
        return [field, rewritten(inner, field, concerns)]
      }),
    )
  }

  const concernsOf = ({ actor, body }: EventText): boolean => {
    const question = questionOf(body)
    return isTheViewer(actor) || learnFrom(body) || (question !== null && questionIds.has(question))
  }

  return {
    idNeedles: [...new Set([person.fanId, ...raw.keys()])].map(inJson),
    nameNeedles: () => namesInTexts(names).map(inJson),
    questionIds: () => [...questionIds],
    learn: (event) => {
      const known = isTheViewer(event.actor)
      if (known) names.add(viewerActor.parse(event.actor).name)
      if (!learnFrom(event.body) && !known) return
      const question = questionOf(event.body)
      if (question !== null) questionIds.add(question)
    },
    rewrite: (event) => {
      const actor = isTheViewer(event.actor) ? actorGone(event.actor, raw, ids, pseudonyms.name) : event.actor
      const body = rewritten(event.body, '', concernsOf(event))
      const commandId = commandGone(event.commandId, raw)
      const same =
        commandId === event.commandId &&
        JSON.stringify(body) === JSON.stringify(event.body) &&
        actor === event.actor
      return same ? event : { actor, body, commandId }
    },
  }
}

/** Longest first: a name may be the beginning of another. */
const namesInTexts = (names: ReadonlySet<string>): string[] =>
  [...names]
    .filter((name) => name.length >= NAME_IN_TEXT_MIN)
    .toSorted((left, right) => right.length - left.length)

const mentionGone = (text: string, name: string, instead: string): string =>
  text.replaceAll(`@${name}`, `@${instead}`).replaceAll(`＠${name}`, `＠${instead}`)

function actorGone(
  actor: unknown,
  raw: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, string>,
  name: string,
) {
  const viewer = viewerActor.parse(actor)
  return { ...viewer, id: raw.get(viewer.id) ?? ids.get(viewer.id) ?? viewer.id, name }
}

/** A command's key begins with the id of whoever gave it: `<actor id>/<command id>`. */
function commandGone(commandId: string | null, raw: ReadonlyMap<string, string>): string | null {
  if (commandId === null) return null
  const slash = commandId.indexOf('/')
  const instead = slash < 0 ? undefined : raw.get(commandId.slice(0, slash))
  return instead === undefined ? commandId : instead + commandId.slice(slash)
}

const isOf = (ids: ReadonlyMap<string, string>, value: unknown): boolean =>
  typeof value === 'string' && ids.has(value)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The text as it stands inside a JSON string. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)
