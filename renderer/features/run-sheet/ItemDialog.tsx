import { Button, Group, Modal } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import { itemById } from '#shared/domain/run-sheet/run-sheet.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { checkDraft, draftOf, type ItemDraft } from './item-draft.ts'
import { ItemFields } from './ItemFields.tsx'
import classes from './item-dialog.module.css'
import { changesSince, rebase } from './merge-item.ts'
import { MergeNotice } from './MergeNotice.tsx'
import { nameOf, useSheetActions } from './use-sheet-actions.ts'

/** What is edited: an item of the sheet as it was when the editor opened, or one that is not in it yet. */
export interface EditedItem {
  readonly item: Item
  readonly isNew: boolean
}

const NO_ITEMS: readonly Item[] = []

/**
 * Everything about one item. What others change meanwhile is shown at once and kept: saving puts on top of it only
 * what was changed here.
 */
export function ItemDialog({ edited, onClose }: { edited: EditedItem; onClose: () => void }) {
  const { t } = useTranslation('runSheet')
  const client = useStaffClient()
  const actions = useSheetActions()
  const { refusalText } = useRefusalText()
  const sheet = useStaff(({ session }) => session?.runSheet ?? NO_ITEMS)
  const [before, setBefore] = useState(edited.item)
  const [isNew, setIsNew] = useState(edited.isNew)
  const [draft, setDraft] = useState<ItemDraft>(() => draftOf(edited.item))
  const [showProblems, setShowProblems] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const [confirming, setConfirming] = useState(false)

  const current = itemById(sheet, before.itemId)
  const { item, problems, dearer } = checkDraft(draft, before, sheet)
  const changed = isNew || current === null ? [] : changesSince(before, current, item)
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(before))

  const save = async (another: boolean): Promise<void> => {
    setShowProblems(true)
    setRefused(null)
    if (!item || saving) return
    setSaving(true)
    const outcome = await (isNew || current === null
      ? actions.ask({ type: 'addItem', item, index: sheet.length })
      : actions.ask({ type: 'changeItem', item: rebase(before, item, current), before: current }))
    setSaving(false)
    if (!outcome.ok && outcome.refusal.kind !== 'nothingToDo') {
      setRefused(refusalText(outcome.refusal, client.clock.nowMs()))
      return
    }
    if (!another) return onClose()
    const next = actions.blank()
    setBefore(next)
    setDraft(draftOf(next))
    setIsNew(true)
    setShowProblems(false)
  }
  const takeTheirs = (): void => {
    if (current === null) return
    const mine =
      item === null ? current : rebase(before, theirsWhereContested(before, item, current), current)
    setBefore(current)
    setDraft(draftOf(mine))
  }
  const close = (): void => {
    if (!dirty) return onClose()
    setConfirming(true)
    modals.openConfirmModal({
      title: t('discardTitle'),
      onClose: () => setConfirming(false),
      children: t('discardText'),
      labels: { confirm: t('discard'), cancel: t('keepEditing') },
      confirmProps: { variant: 'outline', color: 'gray' },
      onConfirm: onClose,
    })
  }

  return (
    <Modal
      opened
      onClose={close}
      title={isNew ? t('newItem') : t('editItem', { name: nameOf(before) })}
      size={920}
      // Escape is for the question that stands in front, if one does.
      closeOnEscape={!confirming}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save(false)
        }}
      >
        {current !== null && changed.length > 0 ? (
          <MergeNotice changed={changed} current={current} onTakeTheirs={takeTheirs} />
        ) : null}
        {!isNew && current === null ? <p className={classes.notice}>{t('removedMeanwhile')}</p> : null}
        <ItemFields
          draft={draft}
          problems={showProblems ? problems : onlyTyped(problems)}
          dearer={dearer}
          onChange={(change) => setDraft((typed) => ({ ...typed, ...change }))}
        />
        <div className={classes.foot}>
          <p className={classes.refused} role="alert">
            {refused ?? (showProblems && item === null ? t('mendFirst') : '')}
          </p>
          <Group gap="sm" wrap="nowrap">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            {isNew ? (
              <Button variant="default" loading={saving} onClick={() => void save(true)}>
                {t('saveAndNext')}
              </Button>
            ) : null}
            <Button type="submit" loading={saving}>
              {t(changed.length > 0 ? 'saveOnTop' : isNew ? 'add' : 'save')}
            </Button>
          </Group>
        </div>
      </form>
    </Modal>
  )
}

/** What is missing is said when one saves; what is wrong, as one types it. */
function onlyTyped(problems: ReturnType<typeof checkDraft>['problems']): typeof problems {
  const { title: _title, ...typed } = problems
  return typed
}

const theirsWhereContested = (before: Item, mine: Item, current: Item): Item =>
  changesSince(before, current, mine).reduce<Item>(
    (item, { field, contested }) => (contested ? { ...item, [field]: before[field] } : item),
    mine,
  )
