import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { itemById } from '#shared/domain/run-sheet/run-sheet.ts'
import type { Command } from '#shared/domain/session/command.ts'
import { randomId } from '#renderer/session-client/random-id.ts'
import type { CommandOutcome } from '#renderer/session-client/staff-client.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { nextNumber } from './item-draft.ts'

/** What can be done to the sheet. Each says in words what was refused; true when it took effect. */
export interface SheetActions {
  readonly take: (itemId: string) => Promise<boolean>
  readonly move: (itemId: string, toIndex: number) => Promise<boolean>
  readonly add: (item: Item, index: number) => Promise<boolean>
  /** Behind the one it is a copy of, under a new number. */
  readonly duplicate: (item: Item) => Promise<boolean>
  /** With a way back that puts it where it was. */
  readonly remove: (item: Item) => Promise<boolean>
  readonly skip: (item: Item, skip: boolean) => Promise<boolean>
  /** By so many, from what it will be once earlier presses have come back. */
  readonly adjustStock: (itemId: string, by: number) => void
  readonly setStock: (item: Item, stock: number | null) => Promise<boolean>
  /** With a way back to what it was. */
  readonly sellOut: (item: Item) => Promise<boolean>
  readonly clear: () => Promise<boolean>
  /** Back to the sheet before the last that was loaded, imported or emptied. */
  readonly undoLoad: () => Promise<boolean>
  /** An item with nothing but a number of its own, for the editor to begin with. */
  readonly blank: () => Item
  /** Without a word, for whoever shows the refusal in its own place. */
  readonly ask: (command: Command) => Promise<CommandOutcome>
}

const blankItem = (sheet: readonly Item[]): Item =>
  itemOf({
    itemId: randomId(),
    number: nextNumber(sheet),
    title: '',
    plannedMs: 300_000,
    priceFen: null,
    listPriceFen: null,
  })

export function useSheetActions(): SheetActions {
  const client = useStaffClient()
  const { t } = useTranslation('runSheet')
  const { refusalText, problemText } = useRefusalText()
  const { done, failed } = useToasts()
  return useMemo(() => {
    const sheetNow = (): readonly Item[] => client.store.getState().session?.runSheet ?? []
    const say = async (command: Command): Promise<boolean> => {
      const outcome = await client.command(command)
      if (outcome.ok || outcome.refusal.kind === 'nothingToDo') return true
      failed(refusalText(outcome.refusal, client.clock.nowMs()))
      return false
    }
    /** Stock asked for and not yet come back, by item. */
    const asked = new Map<string, { readonly stock: number | null }>()
    const setStock = async (itemId: string, stock: number | null): Promise<boolean> => {
      const ask = { stock }
      asked.set(itemId, ask)
      const ok = await say({ type: 'adjustStock', itemId, stock })
      if (asked.get(itemId) === ask) asked.delete(itemId)
      return ok
    }
    const add = (item: Item, index: number): Promise<boolean> => say({ type: 'addItem', item, index })
    return {
      take: (itemId) => say({ type: 'takeItem', itemId }),
      move: (itemId, toIndex) => say({ type: 'moveItem', itemId, toIndex }),
      add,
      duplicate: (item) => {
        const sheet = sheetNow()
        const at = sheet.findIndex(({ itemId }) => itemId === item.itemId)
        const copy = { ...item, itemId: randomId(), number: nextNumber(sheet) }
        return add(copy, at < 0 ? sheet.length : at + 1)
      },
      remove: async (item) => {
        const at = sheetNow().findIndex(({ itemId }) => itemId === item.itemId)
        const latest = itemById(sheetNow(), item.itemId) ?? item
        if (!(await say({ type: 'removeItem', itemId: item.itemId }))) return false
        done(t('removed', { name: nameOf(item) }), () => void add(latest, Math.max(0, at)))
        return true
      },
      skip: (item, skip) => say({ type: 'changeItem', item: { ...item, skip }, before: item }),
      adjustStock: (itemId, by) => {
        const before = asked.get(itemId)?.stock ?? itemById(sheetNow(), itemId)?.stock ?? 0
        void setStock(itemId, Math.max(0, before + by))
      },
      setStock: (item, stock) => setStock(item.itemId, stock),
      sellOut: async (item) => {
        const before = itemById(sheetNow(), item.itemId)?.stock ?? null
        if (!(await setStock(item.itemId, 0))) return false
        done(t('soldOutDone', { name: nameOf(item) }), () => void setStock(item.itemId, before))
        return true
      },
      clear: () => say({ type: 'loadRunSheet', items: [], from: 'cleared' }),
      undoLoad: async () => {
        const outcome = await client.request({ type: 'undoRunSheetLoad' })
        if (!outcome.ok) failed(problemText(outcome.problem))
        return outcome.ok
      },
      blank: () => blankItem(sheetNow()),
      ask: client.command,
    }
  }, [client, done, failed, problemText, refusalText, t])
}

export const nameOf = ({ number, title }: Pick<Item, 'number' | 'title'>): string =>
  `${number} ${title}`.trim()
