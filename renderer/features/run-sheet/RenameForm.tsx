import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SavedRunSheet } from '#shared/protocol/run-sheet.ts'
import { isComposing } from '#renderer/ui/use-studio-keys.ts'
import classes from './templates.module.css'

/** In place of a template's name, while it is given another. Escape leaves it as it was. */
export function RenameForm(props: {
  sheet: SavedRunSheet
  taken: (name: string) => boolean
  /** True when the name has been changed. */
  onRename: (name: string) => Promise<boolean>
  onDone: () => void
}) {
  const { sheet, taken, onRename, onDone } = props
  const { t } = useTranslation('runSheet')
  const [name, setName] = useState(sheet.name)
  const [saving, setSaving] = useState(false)
  const wanted = name.trim()
  const isTaken = taken(wanted)
  const rename = async (): Promise<void> => {
    if (wanted === '' || isTaken || saving) return
    if (wanted === sheet.name) return onDone()
    setSaving(true)
    const done = await onRename(wanted)
    setSaving(false)
    if (done) onDone()
  }
  return (
    <form
      className={classes.rename}
      onSubmit={(event) => {
        event.preventDefault()
        void rename()
      }}
    >
      <TextInput
        className={classes.name}
        aria-label={t('templateNewName')}
        autoFocus
        maxLength={60}
        value={name}
        error={isTaken ? t('templateNameTaken') : null}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return
          event.stopPropagation()
          onDone()
        }}
      />
      <Button type="submit" loading={saving} disabled={wanted === '' || isTaken}>
        {t('save')}
      </Button>
    </form>
  )
}
