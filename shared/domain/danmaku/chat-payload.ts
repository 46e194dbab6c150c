import { z } from 'zod'

/** What one message of an outside channel says, before it is cleaned. */
export interface ChatPayload {
  readonly text: string
  /** The writer's name, when the message brings one. */
  readonly userName: string | null
  /** The writer's id on their own platform, when a relay speaks for many people. */
  readonly userId: string | null
  /** The message's own id, when it has one. */
  readonly messageId: string | null
  readonly sentAtMs: number | null
  /** The sender says that this asks something. */
  readonly marked: boolean
}

const MAX_PAYLOAD = 32 * 1024
const word = z.string().max(MAX_PAYLOAD).nullish().catch(null)
const id = z
  .union([z.string().max(512), z.number().transform(String)])
  .nullish()
  .catch(null)
const flag = z
  .union([
    z.boolean(),
    z.string().transform((text) => text !== '' && text !== 'false'),
    z.number().transform(Boolean),
  ])
  .nullish()
  .catch(null)

/** Our own JSON: `{"text":…, "userName":…, "userId":…, "id":…, "sentAtMs":…, "question":…}`; `text` alone is needed. */
const ownSchema = z.object({
  text: z.string().max(MAX_PAYLOAD),
  userName: word,
  userId: id,
  id,
  sentAtMs: z.number().int().nonnegative().nullish().catch(null),
  question: flag,
})

/**
 * The keys of Social Stream Ninja. `hasDonation`, `membership` and `moderator` are understood and have no effect but
 * one: a donation without words is shown by its amount. What a fan is to the shop, the shop says itself.
 */
const ninjaSchema = z.object({
  chatname: word,
  chatmessage: word,
  type: word,
  userid: id,
  id,
  textonly: flag,
  question: flag,
  hasDonation: word,
  membership: z.unknown().optional(),
  moderator: flag,
})

/**
 * Understands one message: our JSON, Social Stream Ninja's, or plain text. Null when it is no chat (some other JSON,
 * which apps send through the same channel; nothing at all). Never throws.
 */
export function readChatPayload(text: string): ChatPayload | null {
  if (text.length > MAX_PAYLOAD || text.trim() === '') return null
  const json = asObject(text)
  if (json === null) return { ...NOTHING, text }
  if ('chatmessage' in json || 'chatname' in json) {
    const parsed = ninjaSchema.safeParse(json)
    return parsed.success ? fromNinja(parsed.data) : null
  }
  const parsed = ownSchema.safeParse(json)
  return parsed.success ? fromOwn(parsed.data) : null
}

const NOTHING = { userName: null, userId: null, messageId: null, sentAtMs: null, marked: false }

/** Viewers write "{" too: what does not parse is text. */
function asObject(text: string): object | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' ? json : null
  } catch {
    return null
  }
}

const fromOwn = (own: z.infer<typeof ownSchema>): ChatPayload => ({
  text: own.text,
  userName: own.userName ?? null,
  userId: own.userId ?? null,
  messageId: own.id ?? null,
  sentAtMs: own.sentAtMs ?? null,
  marked: own.question ?? false,
})

function fromNinja(ninja: z.infer<typeof ninjaSchema>): ChatPayload | null {
  const words = ninja.chatmessage ?? ''
  const text = ninja.textonly ? words : withoutMarkup(words)
  const shown = text.trim() === '' ? (ninja.hasDonation ?? '') : text
  if (shown.trim() === '') return null
  const platform = ninja.type ?? ''
  const writer = ninja.userid ?? ninja.chatname ?? null
  return {
    text: shown,
    userName: ninja.chatname ?? null,
    userId: writer === null ? null : `${platform}/${writer}`,
    messageId: ninja.id ?? null,
    sentAtMs: null,
    marked: ninja.question ?? false,
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
}

/** Social Stream Ninja writes emotes as images and escapes the rest: the words are kept, with each image's own name. */
function withoutMarkup(html: string): string {
  return html
    .replaceAll(/<img\b[^<>]*?\balt="([^"<>]{0,40})"[^<>]*>/gi, '$1')
    .replaceAll(/<\/?(?:img|br|span|a|b|i|em|strong|svg|path|div|p)\b[^<>]*>/gi, ' ')
    .replaceAll(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity)
}
