/** Something that is wrong with a file. `seq` is null when it concerns no single event. */
export interface Problem {
  readonly kind: string
  readonly seq: number | null
  readonly message: string
}

const PROBLEMS_NAMED = 100

/** Collects problems; past a hundred they are only counted, since a ruined file has one for every event. */
export interface ProblemList {
  readonly add: (kind: string, seq: number | null, message: string) => void
  readonly count: () => number
  readonly list: () => Problem[]
}

export function problemList(): ProblemList {
  const named: Problem[] = []
  let count = 0
  return {
    add: (kind, seq, message) => {
      count += 1
      if (named.length < PROBLEMS_NAMED) named.push({ kind, seq, message })
    },
    count: () => count,
    list: () =>
      count === named.length
        ? named
        : [
            ...named,
            { kind: 'more', seq: null, message: `${count - named.length} more problems of these kinds` },
          ],
  }
}
