import { machineLines } from './machine-lines.ts'
import { pictureLines } from './picture-lines.ts'
import type { PreflightInputs } from './preflight-inputs.ts'
import type { PreflightLine, PreflightStatus } from './preflight-line.ts'
import { reachLines } from './reach-lines.ts'
import { runSheetLines } from './run-sheet-lines.ts'
import { soundLines } from './sound-lines.ts'

/** Every line of the check, by topic. Pure. */
export const preflightOf = (inputs: PreflightInputs): readonly PreflightLine[] => [
  ...pictureLines(inputs),
  ...soundLines(inputs),
  ...reachLines(inputs),
  ...runSheetLines(inputs),
  ...machineLines(inputs),
]

/** How many lines there are of each kind, and whether they let the show begin. */
export interface PreflightVerdict {
  readonly count: Readonly<Record<PreflightStatus, number>>
  readonly blocked: boolean
}

export function verdictOf(lines: readonly PreflightLine[]): PreflightVerdict {
  const count = { red: 0, amber: 0, info: 0, green: 0, checking: 0 }
  for (const { status } of lines) count[status] += 1
  return { count, blocked: count.red > 0 }
}

/** What an override passes over, as it goes into the log: `line/reason`. */
export const overriddenLines = (lines: readonly PreflightLine[]): string[] =>
  lines.filter(({ status }) => status === 'red').map(({ id, reason }) => `${id}/${reason}`)

const RANK: Readonly<Record<PreflightStatus, number>> = { red: 0, checking: 1, amber: 1, green: 2, info: 3 }

/** The order in which the page opens: what blocks first, what is well last, else by topic. */
export const openingOrder = (lines: readonly PreflightLine[]): readonly string[] =>
  lines.toSorted((a, b) => RANK[a.status] - RANK[b.status]).map(({ id }) => id)

/** Lines in the order of `ids`, whatever has become of them since; new ones come last. */
export function inOrder(lines: readonly PreflightLine[], ids: readonly string[]): readonly PreflightLine[] {
  const place = (id: string): number => {
    const at = ids.indexOf(id)
    return at < 0 ? ids.length : at
  }
  return lines.toSorted((a, b) => place(a.id) - place(b.id))
}
