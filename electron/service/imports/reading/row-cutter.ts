/** A spreadsheet's cell holds no more characters; a quotation mark that opens more has lost its partner. */
const CELL_MAX_CHARACTERS = 32_767

const QUOTE = 0x22
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export interface CutRows {
  /** Whole rows with their line ends. */
  readonly text: string
  /** False: a row whose quotation marks do not pair up, to be split at its separators alone. */
  readonly quoted: boolean
}

/**
 * Cuts CSV text that arrives in pieces after rows that are whole: at line breaks that are not inside quotation marks.
 * A mark that never closes spoils its own row and no other.
 */
export function createRowCutter(separator: string) {
  const separatorCode = separator.charCodeAt(0)
  let text = ''
  let at = 0
  let rowEnd = 0
  let openedAt = -1
  let fieldStart = true

  const scan = (): void => {
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (openedAt >= 0) {
        if (at - openedAt > CELL_MAX_CHARACTERS) return
        if (code === QUOTE) {
          if (at + 1 === text.length) return
          if (text.charCodeAt(at + 1) === QUOTE) at++
          else openedAt = -1
        }
      } else if (code === QUOTE && fieldStart) {
        openedAt = at
        fieldStart = false
      } else if (code === LINE_FEED) {
        rowEnd = at + 1
        fieldStart = true
      } else if (code !== CARRIAGE_RETURN) fieldStart = code === separatorCode
    }
  }

  function* take(): Generator<CutRows> {
    if (rowEnd > 0) yield { text: text.slice(0, rowEnd), quoted: true }
    text = text.slice(rowEnd)
    at -= rowEnd
    if (openedAt >= 0) openedAt -= rowEnd
    rowEnd = 0
  }

  /** Gives the row with the unpaired mark away, up to its first line break. */
  function* giveUp(): Generator<CutRows> {
    const found = text.indexOf('\n', openedAt)
    const end = found < 0 ? text.length : found + 1
    yield { text: text.slice(0, end), quoted: false }
    text = text.slice(end)
    at = 0
    openedAt = -1
    fieldStart = true
  }

  function* cut(isLast: boolean): Generator<CutRows> {
    for (;;) {
      scan()
      yield* take()
      const hopeless = openedAt >= 0 && (at - openedAt > CELL_MAX_CHARACTERS || (isLast && !closesAtEnd()))
      if (!hopeless) break
      yield* giveUp()
    }
    if (isLast && text !== '') yield { text, quoted: true }
  }

  const closesAtEnd = (): boolean => at === text.length - 1 && text.charCodeAt(at) === QUOTE

  return {
    add: (piece: string): Generator<CutRows> => {
      text += piece
      return cut(false)
    },
    end: (): Generator<CutRows> => cut(true),
  }
}
