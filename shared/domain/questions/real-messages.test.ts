import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeScore, printScores, scoreOf, type Score } from '#shared/testing/question-corpus.ts'
import { classify } from './classify.ts'

/*
 * Real messages, read and labelled one by one, that lie beside the repository and may be measured but not copied:
 * none of them is in the corpus, in another test or in a word list. Without the folder there is nothing to measure.
 */
const file = new URL('../../../../shared/data/questions/labelled.jsonl', import.meta.url)

const labelledSchema = z.object({
  text: z.string(),
  label: z.union([z.literal(0), z.literal(1)]),
  /** Reasonable people could disagree. */
  hard: z.boolean(),
  /**
   * `random` tells precision and recall, `marker_enriched` (drawn by marks and question words) precision only;
   * the two kinds of `customer_service` come from a shop's service desk, not from a live room.
   */
  stratum: z.string(),
})
type Labelled = z.infer<typeof labelledSchema>

function read(): Labelled[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => labelledSchema.parse(JSON.parse(line)))
}

const score = (rows: readonly Labelled[]): Score =>
  scoreOf(
    rows,
    (row) => row.label === 1,
    (row) => classify(row.text).question,
  )

describe('the question detector on real labelled messages', () => {
  it('reaches F1 0.85 on those that are not hard', ({ skip }) => {
    if (!existsSync(file)) skip('../shared/data/questions/labelled.jsonl is not here: nothing was measured')
    const rows = read()
    const plain = rows.filter((row) => !row.hard)
    const lines = [
      describeScore('all strata, without the hard ones', score(plain)),
      describeScore('all strata, with them', score(rows)),
    ]
    for (const stratum of new Set(rows.map((row) => row.stratum))) {
      const inStratum = rows.filter((row) => row.stratum === stratum)
      const plainInStratum = inStratum.filter((row) => !row.hard)
      lines.push(describeScore(`${stratum}, without the hard ones`, score(plainInStratum)))
      lines.push(describeScore(`${stratum}, with them`, score(inStratum)))
    }
    printScores(...lines)
    expect(score(plain).f1).toBeGreaterThanOrEqual(0.85)
  })
})
