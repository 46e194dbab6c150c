import type { Request } from '#shared/protocol/up.ts'
import type { ImportJournal } from '../library/import-journal.ts'
import type { ImportRefusal, Imports } from '../imports/imports.ts'
import type { ImportJob } from '#shared/protocol/imports.ts'
import type { Served } from './serve-request.ts'

export type ImportRequest = Extract<
  Request,
  {
    type:
      | 'getImport'
      | 'chooseImportSheet'
      | 'planImport'
      | 'remapImport'
      | 'applyImport'
      | 'cancelImport'
      | 'undoImport'
      | 'listImports'
  }
>

const RUNS_LISTED = 10

/** What the host asks of imports. @throws StorageError when the library cannot be read or written. */
export function serveImports(request: ImportRequest, imports: Imports, journal: ImportJournal): Served {
  switch (request.type) {
    case 'getImport':
      return { ok: true, body: { type: 'import', job: imports.current() } }
    case 'chooseImportSheet':
      return answer(imports.chooseSheet(request.importId, request.sheet))
    case 'planImport':
      return answer(
        imports.plan(request.importId, new Map(request.mapping.map(({ index, field }) => [index, field]))),
      )
    case 'remapImport':
      return answer(imports.remap(request.importId))
    case 'applyImport':
      return answer(imports.apply(request.importId))
    case 'cancelImport':
      return answer(imports.cancel(request.importId))
    case 'undoImport':
      return answer(imports.undo(request.importId))
    case 'listImports':
      return { ok: true, body: { type: 'imports', runs: journal.list(request.kind, RUNS_LISTED) } }
    default:
      return request satisfies never
  }
}

function answer(outcome: ImportJob | ImportRefusal): Served {
  if (typeof outcome !== 'string') return { ok: true, body: { type: 'import', job: outcome } }
  switch (outcome) {
    case 'unknownImport':
      return { ok: false, problem: 'notFound', message: 'there is no such import' }
    case 'wrongState':
      return { ok: false, problem: 'wrongPhase', message: 'the import is at another step' }
    case 'missingField':
      return {
        ok: false,
        problem: 'invalid',
        message: 'a required field is filled by no column, or one by two',
      }
    default:
      return outcome satisfies never
  }
}
