import type { ImportCounts, RowFate } from '#shared/domain/imports/counts.ts'
import type { RowReason } from '#shared/domain/imports/reason.ts'
import type { Importer, ImportContext, RecordChange, RecordStore } from './importer.ts'
import { sameRecord } from './record-image.ts'

export interface RejectedRow {
  /** As the spreadsheet counts: the headings are row 1 where they stand on top. */
  readonly row: number
  readonly reason: RowReason
}

/** Two stored records that turned out to be one. */
export interface JoinedRecords {
  readonly row: number
  readonly kept: string
  readonly absorbed: string
}

interface Group<Row, Rec> {
  /** What is stored under the id; null for a new one. */
  readonly before: Rec | null
  after: Rec
  readonly rows: { readonly row: number; readonly value: Row }[]
  /** Ids of stored records that went into this one. */
  readonly absorbed: string[]
  /** Null: not known since the last row. */
  changed: boolean | null
}

/** A change of records with the rows it comes from, so that it can be made anew when the store has moved on. */
export interface PlannedChange<Row, Rec> {
  readonly id: string
  readonly before: Rec | null
  readonly after: Rec
  readonly absorbed: readonly { readonly id: string; readonly before: Rec }[]
  readonly rows: readonly Row[]
}

export interface Plan<Row, Rec> {
  readonly add: (row: number, value: Row) => void
  readonly reject: (row: number, reason: RowReason) => void
  readonly counts: () => ImportCounts
  /** Compares what has not been compared yet, one record at a time: the counts then cost nothing. */
  readonly settle: () => Generator<void>
  readonly rejected: () => readonly RejectedRow[]
  readonly joined: () => readonly JoinedRecords[]
  /** Whether a row speaks of the stored record. */
  readonly speaksOf: (id: string) => boolean
  /** What is to be written, in the order of the file. */
  readonly changes: () => PlannedChange<Row, Rec>[]
  /** The first records as they will be, with what happens to each. */
  readonly sample: (
    limit: number,
  ) => readonly { readonly row: number; readonly record: Rec; readonly what: RowFate }[]
}

/** Works out what the rows of a file would do, without writing: preview, dry run and the import itself are one plan. */
export function createPlan<Row, Rec>(
  importer: Importer<Row, Rec>,
  store: RecordStore<Row, Rec>,
  context: ImportContext,
): Plan<Row, Rec> {
  const groups = new Map<string, Group<Row, Rec>>()
  /** Keys that pending records bring along, before anything of them is stored. */
  const pendingKeys = new Map<string, string>()
  /** Where the rows of an absorbed record are now. */
  const movedTo = new Map<string, string>()
  const rejected: RejectedRow[] = []
  const joined: JoinedRecords[] = []
  let read = 0

  const current = (id: string): string => {
    let at = id
    for (let next = movedTo.get(at); next !== undefined; next = movedTo.get(at)) at = next
    return at
  }
  const idsOf = (value: Row): string[] => {
    const ids = new Set<string>()
    for (const key of store.keysOfRow(value)) {
      const id = pendingKeys.get(key) ?? store.find(key)
      if (id !== null) ids.add(current(id))
    }
    return [...ids]
  }
  const claimKeys = (id: string, record: Rec): void => {
    for (const key of store.keysOfRecord(record)) pendingKeys.set(key, id)
  }
  const groupOf = (id: string): Group<Row, Rec> | null => {
    const group = groups.get(id)
    if (group) return group
    const stored = store.read(id)
    if (stored === null) return null
    const opened: Group<Row, Rec> = { before: stored, after: stored, rows: [], absorbed: [], changed: null }
    groups.set(id, opened)
    return opened
  }

  const absorb = (keptId: string, absorbedId: string, row: number): void => {
    const kept = groupOf(keptId)
    const other = groupOf(absorbedId)
    const whole = kept && other && store.join?.(kept.after, other.after)
    if (!whole) return
    if (other.before !== null) {
      joined.push({ row, kept: importer.titleOf(kept.after), absorbed: importer.titleOf(other.after) })
      kept.absorbed.push(absorbedId)
    }
    kept.absorbed.push(...other.absorbed)
    kept.after = whole
    kept.rows.push(...other.rows)
    kept.changed = null
    groups.delete(absorbedId)
    movedTo.set(absorbedId, keptId)
    claimKeys(keptId, kept.after)
  }

  const add = (row: number, value: Row): void => {
    read++
    const found = idsOf(value)
    // A stored record is kept before one that this file brings.
    const stored = found.filter((id) => (groupOf(id)?.before ?? null) !== null)
    const id = stored[0] ?? found[0] ?? context.newId()
    for (const other of found) if (other !== id) absorb(id, other, row)
    const group = groupOf(id)
    if (group) {
      group.after = store.update(group.after, value)
      group.changed = null
      group.rows.push({ row, value })
      claimKeys(id, group.after)
    } else {
      const record = store.create(value, id)
      groups.set(id, { before: null, after: record, rows: [{ row, value }], absorbed: [], changed: null })
      claimKeys(id, record)
    }
  }

  const isChanged = (group: Group<Row, Rec>): boolean =>
    (group.changed ??=
      group.before === null || group.absorbed.length > 0 || !sameRecord(group.before, group.after))

  const fateOf = (group: Group<Row, Rec>, at: number): RowFate => {
    if (!isChanged(group)) return 'unchanged'
    if (at > 0 || group.absorbed.length > 0) return 'merged'
    return group.before === null ? 'created' : 'updated'
  }

  const counts = (): ImportCounts => {
    const tally = { created: 0, updated: 0, merged: 0, unchanged: 0 }
    for (const group of groups.values()) {
      for (const at of group.rows.keys()) tally[fateOf(group, at)]++
    }
    return { read, ...tally, rejected: rejected.length }
  }

  return {
    add,
    reject: (row, reason) => {
      read++
      rejected.push({ row, reason })
    },
    counts,
    settle: function* () {
      for (const group of groups.values()) yield void isChanged(group)
    },
    rejected: () => rejected,
    joined: () => joined,
    speaksOf: (id) => (groups.get(current(id))?.rows.length ?? 0) > 0,
    changes: () =>
      [...groups].flatMap(([id, group]) => {
        if (group.rows.length === 0 || !isChanged(group)) return []
        const absorbed = group.absorbed.flatMap((absorbedId) => {
          const before = store.read(absorbedId)
          return before === null ? [] : [{ id: absorbedId, before }]
        })
        return [
          {
            id,
            before: group.before,
            after: group.after,
            absorbed,
            rows: group.rows.map(({ value }) => value),
          },
        ]
      }),
    sample: (limit) => {
      const shown: { row: number; record: Rec; what: RowFate }[] = []
      for (const group of groups.values()) {
        const [first] = group.rows
        if (first) shown.push({ row: first.row, record: group.after, what: fateOf(group, 0) })
        if (shown.length >= limit) break
      }
      return shown
    },
  }
}

/**
 * The change against what is stored at this moment, nothing when it is done already. Who has come to the library since
 * the plan was made, under a key of these rows, is the same record and not a second one. `taken`: ids that other
 * changes of the same transaction concern.
 */
export function refreshed<Row, Rec>(
  store: RecordStore<Row, Rec>,
  planned: PlannedChange<Row, Rec>,
  taken: Set<string>,
): RecordChange<Rec>[] {
  const newcomers = newcomersOf(store, planned).filter((id) => !taken.has(id))
  const isNew = planned.before === null && store.read(planned.id) === null
  const id = (isNew ? newcomers[0] : undefined) ?? planned.id
  const known = [...planned.absorbed.map((gone) => gone.id), ...newcomers.filter((other) => other !== id)]
  const now = store.read(id)
  const others = known.flatMap((other) => {
    const record = store.read(other)
    return record === null ? [] : [{ id: other, record }]
  })
  const unmoved =
    newcomers.length === 0 &&
    sameOrNone(now, planned.before) &&
    others.length === planned.absorbed.length &&
    others.every(({ record }, index) => sameOrNone(record, planned.absorbed[index]?.before ?? null))
  const { after, joined } = unmoved
    ? { after: planned.after, joined: others }
    : replayed(store, planned, now, others)
  const removals = joined.map((gone) => ({ id: gone.id, before: gone.record, after: null }))
  for (const change of [id, ...joined.map((gone) => gone.id)]) taken.add(change)
  if (removals.length === 0 && now !== null && sameRecord(now, after)) return []
  return [...removals, { id, before: now, after }]
}

/** Only where records can be one: elsewhere a key is the record's own, or says no more than where it stands. */
function newcomersOf<Row, Rec>(store: RecordStore<Row, Rec>, planned: PlannedChange<Row, Rec>): string[] {
  if (!store.join) return []
  const expected = new Set([planned.id, ...planned.absorbed.map(({ id }) => id)])
  const ids = planned.rows.flatMap((row) => store.keysOfRow(row).map((key) => store.find(key)))
  return [...new Set(ids)].filter((id) => id !== null).filter((id) => !expected.has(id))
}

interface Stored<Rec> {
  readonly id: string
  readonly record: Rec
}

/** The rows gone through again, and which of the others went into the record. */
function replayed<Row, Rec>(
  store: RecordStore<Row, Rec>,
  planned: PlannedChange<Row, Rec>,
  now: Rec | null,
  others: readonly Stored<Rec>[],
): { readonly after: Rec; readonly joined: readonly Stored<Rec>[] } {
  const [first, ...rest] = planned.rows
  if (first === undefined) return { after: planned.after, joined: [] }
  let after: Rec = now ?? store.create(first, planned.id)
  const joined: Stored<Rec>[] = []
  for (const other of others) {
    const whole = store.join?.(after, other.record) ?? null
    if (whole === null) continue
    after = whole
    joined.push(other)
  }
  for (const row of now === null ? rest : planned.rows) after = store.update(after, row)
  return { after, joined }
}

const sameOrNone = <Rec>(left: Rec | null, right: Rec | null): boolean =>
  left === null || right === null ? left === right : sameRecord(left, right)
