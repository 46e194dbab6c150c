import { ActionIcon, Button, Loader, Menu, Modal, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SavedRunSheet } from '#shared/protocol/run-sheet.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './templates.module.css'
import { RenameForm } from './RenameForm.tsx'
import { useSavedSheets } from './use-saved-sheets.ts'

/** Sheets kept for other shows: the one at hand is saved under a name, a kept one is put in its place. */
export function TemplatesDialog({ count, onClose }: { count: number; onClose: () => void }) {
  const { t, i18n } = useTranslation('runSheet')
  const saved = useSavedSheets()
  const [name, setName] = useState('')
  const [confirming, setConfirming] = useState(false)
  const [renamedId, setRenamedId] = useState<string | null>(null)
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  const renamed = saved.sheets?.find(({ sheetId }) => sheetId === renamedId) ?? null
  const taken = saved.sheets?.find((sheet) => sheet.name === name.trim()) ?? null

  const confirm = (title: string, text: string, label: string, onConfirm: () => void): void => {
    setConfirming(true)
    modals.openConfirmModal({
      title,
      children: text,
      labels: { confirm: label, cancel: t('cancel') },
      confirmProps: { variant: 'outline', color: 'gray' },
      onClose: () => setConfirming(false),
      onConfirm,
    })
  }
  const replace = (sheet: SavedRunSheet): void =>
    confirm(
      t('templateReplaceTitle', { name: sheet.name }),
      t('templateReplaceText', { n: count, before: sheet.items }),
      t('templateReplace'),
      () => void saved.save(sheet.name, sheet.sheetId),
    )
  const save = (): void => {
    const wanted = name.trim()
    if (taken) return replace(taken)
    void saved.save(wanted, null).then((ok) => {
      if (ok) setName('')
    })
  }

  return (
    <Modal
      opened
      onClose={onClose}
      // Escape is for the question or the name in front, if one is.
      closeOnEscape={!confirming && renamed === null}
      title={t('templates')}
      size={640}
    >
      <form
        className={classes.save}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '' && count > 0) save()
        }}
      >
        <TextInput
          className={classes.name}
          label={t('templateName')}
          placeholder={t('templateNameHint')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === '' || count === 0}>
          {t(taken ? 'templateReplace' : 'templateSave')}
        </Button>
      </form>
      {count === 0 ? <p className={classes.hint}>{t('templateNothing')}</p> : null}
      {saved.failed ? (
        <EmptyState title={t('templatesFailed')} />
      ) : saved.sheets === null ? (
        <EmptyState icon={<Loader color="gray" />} title={t('templatesLoading')} />
      ) : saved.sheets.length === 0 ? (
        <EmptyState title={t('templatesNone')} hint={t('templatesNoneHint')} />
      ) : (
        <ul className={classes.list} aria-label={t('templates')}>
          {saved.sheets.map((sheet) => (
            <li key={sheet.sheetId} className={classes.row}>
              {sheet === renamed ? (
                <RenameForm
                  sheet={sheet}
                  taken={(wanted) =>
                    saved.sheets?.some((one) => one.sheetId !== sheet.sheetId && one.name === wanted) ?? false
                  }
                  onRename={(wanted) => saved.rename(sheet, wanted)}
                  onDone={() => setRenamedId(null)}
                />
              ) : (
                <>
                  <span className={classes.words}>
                    <span className={classes.title}>{sheet.name}</span>
                    <span className={classes.hint}>
                      {t('templateFacts', { n: sheet.items, when: day.format(sheet.savedAtMs) })}
                    </span>
                  </span>
                  <Button
                    variant="default"
                    onClick={() => {
                      void saved.load(sheet).then((ok) => {
                        if (ok) onClose()
                      })
                    }}
                  >
                    {t('templateLoad')}
                  </Button>
                </>
              )}
              <Menu position="bottom-end" width={240} returnFocus={sheet !== renamed}>
                <Menu.Target>
                  <ActionIcon
                    size="lg"
                    variant="subtle"
                    color="gray"
                    aria-label={t('more', { name: sheet.name })}
                  >
                    <IconDots size={16} stroke={1.75} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => setRenamedId(sheet.sheetId)}>{t('templateRename')}</Menu.Item>
                  <Menu.Item disabled={count === 0} onClick={() => replace(sheet)}>
                    {t('templateReplace')}
                  </Menu.Item>
                  <Menu.Item
                    onClick={() =>
                      confirm(
                        t('templateDeleteTitle', { name: sheet.name }),
                        t('templateDeleteText'),
                        t('templateDelete'),
                        () => void saved.remove(sheet),
                      )
                    }
                  >
                    {t('templateDelete')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  )
}
