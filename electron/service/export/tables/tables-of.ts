import { EXPORT_TABLES, type ExportTable } from '#shared/protocol/exports.ts'
import type { ExportSource } from '../export-source.ts'
import type { ExportWords } from '../words/words.ts'
import { associationTable, metricsTable } from './metrics-table.ts'
import { fairnessTable, moderatorsTable, ordersTable, shoutOutsTable } from './people-tables.ts'
import { questionsTable } from './question-table.ts'
import { incidentsTable, minutesTable, productsTable, recordingsTable } from './show-tables.ts'
import type { Table } from './table.ts'

/** The tables asked for, in their usual order; each is made when its turn comes. */
export function* tablesOf(
  source: ExportSource,
  words: ExportWords,
  wanted: readonly ExportTable[],
): Generator<Table> {
  for (const id of EXPORT_TABLES) if (wanted.includes(id)) yield tableFor(id, source, words)
}

function tableFor(id: ExportTable, { review, orders }: ExportSource, words: ExportWords): Table {
  switch (id) {
    case 'metrics':
      return metricsTable(review.metrics, words)
    case 'minutes':
      return minutesTable(review, words)
    case 'questions':
      return questionsTable(review, words)
    case 'products':
      return productsTable(review, words)
    case 'moderators':
      return moderatorsTable(review, words)
    case 'shoutOuts':
      return shoutOutsTable(review, words)
    case 'fairness':
      return fairnessTable(review, words)
    case 'association':
      return associationTable(review.association, words)
    case 'incidents':
      return incidentsTable(review, words)
    case 'orders':
      return ordersTable(orders, words)
    case 'recordings':
      return recordingsTable(review, words)
    default:
      return id satisfies never
  }
}
