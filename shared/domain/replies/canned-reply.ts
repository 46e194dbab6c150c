import { z } from 'zod'

import { intentSchema } from '#shared/domain/questions/intent.ts'

/**
 * What a canned reply may speak of: the asker's name, the item on air (number and title), its live price,
 * the host's name.
 */
export const REPLY_VARIABLES = ['viewer', 'item', 'price', 'host'] as const
export type Variable = (typeof REPLY_VARIABLES)[number]

/** A reply kept ready. `text` holds variables in braces; `shortcut` is the digit that fills it in. */
export const cannedReplySchema = z.object({
  id: z.string().min(1).max(64),
  title: z.string().trim().min(1).max(40),
  text: z.string().trim().min(1).max(300),
  intent: intentSchema,
  shortcut: z.enum(['1', '2', '3', '4', '5', '6', '7', '8', '9']).nullable(),
  updatedAtMs: z.number().int().nonnegative().exactOptional(),
})
export type CannedReply = z.infer<typeof cannedReplySchema>

/**
 * Puts the values into a reply. `{{` and `}}` stand for one brace; an unknown `{x}` and an unclosed brace stay
 * as they are. A variable with no value, or a blank one, stays visible as `{name}` and is named in `missing`,
 * in order of appearance. Values are put in as they are: braces inside them mean nothing.
 */
export function fillReply(
  text: string,
  variables: Readonly<Partial<Record<Variable, string>>>,
): { text: string; missing: Variable[] } {
  const missing = new Set<Variable>()
  let filled = ''
  for (const piece of pieces(text)) {
    if (piece.kind !== 'variable') {
      filled += piece.text
      continue
    }
    const value = variables[piece.name]
    if (value === undefined || value.trim() === '') missing.add(piece.name)
    filled += missing.has(piece.name) ? `{${piece.name}}` : value
  }
  return { text: filled, missing: [...missing] }
}

/**
 * The parts of a reply that look like variables but will be sent as written, each once and as typed: unknown
 * names (`{size}`), a brace never closed (`{viewer`), full-width braces of a Chinese keyboard (`｛viewer｝`).
 */
export function variableProblems(text: string): string[] {
  const problems = new Set<string>()
  for (const piece of pieces(text)) {
    if (piece.kind === 'unknown') problems.add(piece.text)
    if (piece.kind !== 'plain') continue
    // An ordinary brace left over here was never closed; full-width ones are only suspect around a known name.
    for (const [token, name = ''] of piece.text.matchAll(/[{｛]\s*(\w*)\s*[}｝]?/g)) {
      if (token.startsWith('{') || variableNamed(name) !== null) problems.add(token.trimEnd())
    }
  }
  return [...problems]
}

type Piece =
  | { readonly kind: 'plain' | 'escape' | 'unknown'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: Variable }

/** Cuts a reply into its pieces from left to right, so that `{{{viewer}}}` is a braced variable. */
function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let end = 0
  for (const match of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}/g)) {
    if (match.index > end) found.push({ kind: 'plain', text: text.slice(end, match.index) })
    found.push(pieceOf(match[0], match[1]))
    end = match.index + match[0].length
  }
  if (end < text.length) found.push({ kind: 'plain', text: text.slice(end) })
  return found
}

function pieceOf(token: string, name: string | undefined): Piece {
  if (name === undefined) return { kind: 'escape', text: token.charAt(0) }
  const variable = variableNamed(name)
  return variable === null ? { kind: 'unknown', text: token } : { kind: 'variable', name: variable }
}

function variableNamed(name: string): Variable | null {
  const wanted = name.trim()
  return REPLY_VARIABLES.find((variable) => variable === wanted) ?? null
}
