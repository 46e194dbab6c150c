import { UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { TITLE_MAX } from '#shared/protocol/up.ts'
import { isComposing } from '#renderer/ui/use-studio-keys.ts'
import classes from './lobby.module.css'

/** The title of the coming show: a press turns it into a field, Enter or leaving it keeps the change, Esc does not. */
export function ShowTitle({ title, onRename }: { title: string; onRename: (title: string) => void }) {
  const { t } = useTranslation('lobby')
  const [draft, setDraft] = useState<string | null>(null)

  if (draft === null) {
    return (
      <UnstyledButton className={classes.title} onClick={() => setDraft(title)}>
        <span className={classes.titleText}>{title || t('untitled')}</span>
        <IconPencil size={20} stroke={1.5} aria-label={t('rename')} />
      </UnstyledButton>
    )
  }
  const keep = (): void => {
    const next = draft.trim()
    setDraft(null)
    if (next !== '' && next !== title) onRename(next)
  }
  return (
    <input
      className={classes.titleField}
      aria-label={t('titleField')}
      value={draft}
      maxLength={TITLE_MAX}
      // The press on the title asked for this field.
      ref={(field) => field?.focus()}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}
