/** Markup that was put together here. Everything else is text, and escaped. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

export type HtmlValue = string | number | Html | readonly Html[] | null

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters that HTML has no place for, and halves of characters, which no file can hold. */
const plain = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g, '')

const escaped = (text: string): string =>
  plain(text).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '')

function shown(value: HtmlValue): string {
  if (value === null) return ''
  if (value instanceof Html) return value.markup
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  return value.map(({ markup }) => markup).join('')
}

/**
 * Markup with values in it; text among them is escaped, in elements and in quoted attributes alike. The indentation of
 * the source does not go into the file.
 */
export const html = (parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  new Html(
    parts.map((part, index) => part.replaceAll(/\n\s+/g, '\n') + shown(values[index] ?? null)).join(''),
  )

/** Text that people typed: whichever way it is written, what stands beside it stays in its place. */
export const typed = (text: string): Html => html`<bdi>${text}</bdi>`

/** Data for a `script` element of a type that no browser runs. */
export const jsonData = (value: unknown): Html =>
  new Html(
    JSON.stringify(value)
      .replaceAll('<', '\\u003c')
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029'),
  )
