/** Where a file is written, and who is told. The path is new: what is there already is never written over. */
export interface Begin {
  readonly path: string
  /** Who may read it (POSIX), less what the process takes away; its owner alone for what the studio hands out. */
  readonly mode: number
  /** Called once, before the first rows. */
  readonly onTotal: (rows: number) => void
  /** Called now and then with the rows written since the last call. */
  readonly onRows: (rows: number) => void
  readonly signal?: AbortSignal
  /** Called between pieces; waits for as long as others need the machine. */
  readonly giveWay?: () => Promise<void>
}
