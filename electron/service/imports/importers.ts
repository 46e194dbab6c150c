import type { ImportKind } from '#shared/domain/imports/column.ts'
import { bindImporter, type BoundImporter } from './bound-importer.ts'
import { fansImporter } from './kinds/fans.ts'
import { ordersImporter } from './kinds/orders.ts'
import { productsImporter } from './kinds/products.ts'
import { runSheetImporter } from './kinds/run-sheet.ts'

/** Everything that can be imported and exported, by kind. */
export const IMPORTERS: Readonly<Record<ImportKind, BoundImporter>> = {
  fans: bindImporter(fansImporter),
  orders: bindImporter(ordersImporter),
  products: bindImporter(productsImporter),
  runSheet: bindImporter(runSheetImporter),
}
