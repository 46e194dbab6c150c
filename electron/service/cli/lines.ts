/** A line longer than this is not a message; holding on would fill the memory. */
const LINE_MAX_CHARACTERS = 1024 * 1024

/**
 * The lines of a UTF-8 stream, without their ends (LF or CRLF); a last line without end counts. A leading byte order
 * mark is dropped, bytes that are no UTF-8 become U+FFFD. Throws an Error with the number of a line that is too long.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  let number = 0
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      number += 1
      yield withoutReturn(line)
    }
    if (rest.length > LINE_MAX_CHARACTERS) {
      throw new Error(`line ${number + 1} is longer than ${LINE_MAX_CHARACTERS} characters`)
    }
  }
  rest += decoder.decode()
  if (rest !== '') yield withoutReturn(rest)
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)
