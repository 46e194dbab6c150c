import type { ImportKind } from '#shared/domain/imports/column.ts'

/** How exports and templates are called in addresses. */
export const FILE_NAMES: Readonly<Record<ImportKind, string>> = {
  fans: 'fans',
  products: 'products',
  runSheet: 'run-sheet',
  orders: 'orders',
}
