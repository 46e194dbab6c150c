import type { FileProblem } from '#shared/protocol/imports.ts'

/** A file that cannot be read as a spreadsheet, and why. */
export class ReadError extends Error {
  override readonly name: string = 'ReadError'
  readonly problem: FileProblem

  constructor(problem: FileProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.problem = problem
  }
}
