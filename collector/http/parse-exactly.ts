import { Refusal } from './refusal.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * JSON whose numbers can be written back as they were: what a double cannot hold (`1e400`, twenty digits) or would be
 * spelt otherwise (`1.0`) becomes a raw value that `JSON.stringify` writes as it came. Most texts were written by
 * `JSON.stringify`, and reading and writing them again gives the same text, which proves that nothing of them is lost;
 * only others are read the slow way. Throws a `Refusal` for what is no JSON in UTF-8.
 */
export function parseExactly(bytes: Buffer): unknown {
  const text = textOf(bytes)
  try {
    const plain: unknown = JSON.parse(text)
    if (isExact(plain, text)) return plain
    // The reviver's third argument (ES2025) is not known to the compiler's library yet.
    const exact: unknown = Reflect.apply(JSON.parse, JSON, [text, keepSpelling])
    return exact
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(400, 'The body is not JSON.')
    if (error instanceof RangeError) throw new Refusal(400, 'The body is nested too deeply.')
    throw error
  }
}

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Refusal(400, 'The body is not UTF-8.')
  }
}

function isExact(value: unknown, text: string): boolean {
  try {
    return JSON.stringify(value) === text
  } catch (error) {
    // Nested more deeply than can be written; the single event is refused later, with its seq.
    if (error instanceof RangeError) return true
    throw error
  }
}

const keepSpelling = (_key: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === 'number' && source !== undefined && String(value) !== source ? rawNumber(source) : value

/** `JSON.rawJSON` (ES2025): a value that `JSON.stringify` writes as it is. */
function rawNumber(source: string): unknown {
  const rawJson: unknown = Reflect.get(JSON, 'rawJSON')
  if (typeof rawJson !== 'function') throw new Error('this Node does not know JSON.rawJSON')
  const raw: unknown = Reflect.apply(rawJson, JSON, [source])
  return raw
}
