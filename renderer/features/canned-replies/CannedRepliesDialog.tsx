import { Button, Modal, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import { IconArrowLeft, IconMessage2Plus, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { intentSchema } from '#shared/domain/questions/intent.ts'
import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import { randomId } from '#renderer/session-client/random-id.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './CannedRepliesDialog.module.css'
import { checkForm, sameReply } from './reply-form.ts'
import { ReplyForm } from './ReplyForm.tsx'
import { useReplyLibrary } from './use-reply-library.ts'

/** The library of canned replies, shared by everyone on duty: find, add, change, delete. */
export function CannedRepliesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('replies')
  const { t: intent } = useTranslation('intents')
  const replies = useStaff((state) => state.cannedReplies)
  const library = useReplyLibrary()
  const narrow = useMediaQuery('(max-width: 48em)')
  const [filter, setFilter] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  /** Unsaved changes by reply: looking at another one loses nothing. */
  const [edited, setEdited] = useState<ReadonlyMap<string, CannedReply>>(new Map())
  const [saving, setSaving] = useState(false)

  const stored = replies.find((reply) => reply.id === chosenId) ?? null
  const form = chosenId === null ? null : (edited.get(chosenId) ?? stored)
  const samples = {
    viewer: t('sampleViewer'),
    item: t('sampleItem'),
    price: '¥399',
    host: t('sampleHost'),
  }
  const check = form === null ? null : checkForm(form, samples)
  const owners = new Map(
    replies.flatMap((reply) => (reply.shortcut === null ? [] : [[reply.shortcut, reply]])),
  )

  const forget = (id: string): void => setEdited((all) => new Map([...all].filter(([key]) => key !== id)))
  const change = (next: CannedReply): void => {
    if (stored !== null && sameReply(next, stored)) forget(next.id)
    else setEdited((all) => new Map(all).set(next.id, next))
  }
  const add = (): void => {
    const reply: CannedReply = { id: randomId(), title: '', text: '', intent: 'other', shortcut: null }
    setEdited((all) => new Map(all).set(reply.id, reply))
    setChosenId(reply.id)
  }
  const save = async (): Promise<void> => {
    const reply = check?.reply
    if (!reply) return
    setSaving(true)
    const done = await library.save(reply)
    setSaving(false)
    if (done) forget(reply.id)
  }
  const remove = async (reply: CannedReply): Promise<void> => {
    if (!(await library.remove(reply))) return
    forget(reply.id)
    setChosenId(null)
  }
  const close = (): void => {
    if (edited.size === 0) return onClose()
    modals.openConfirmModal({
      title: t('discardTitle'),
      children: t('discardText', { n: edited.size }),
      labels: { confirm: t('discard'), cancel: t('keepEditing') },
      confirmProps: { variant: 'outline', color: 'gray' },
      onConfirm: onClose,
    })
  }

  const wanted = filter.trim().toLowerCase()
  const unsaved = [...edited.values()].filter((reply) => !replies.some((other) => other.id === reply.id))
  const listed = [...unsaved, ...replies.map((reply) => edited.get(reply.id) ?? reply)].filter((reply) =>
    `${reply.title}\n${reply.text}\n${intent(reply.intent)}`.toLowerCase().includes(wanted),
  )

  const list = (
    <div className={classes.side}>
      <div className={classes.tools}>
        <TextInput
          size="md"
          className={classes.filter}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          placeholder={t('filter')}
          aria-label={t('filter')}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        />
        <Button variant="light" leftSection={<IconMessage2Plus size={18} stroke={1.75} />} onClick={add}>
          {t('add')}
        </Button>
      </div>
      <div className={classes.list}>
        {listed.length === 0 ? (
          <EmptyState
            title={wanted === '' ? t('emptyTitle') : t('nothingFits')}
            hint={wanted === '' ? t('emptyHint') : undefined}
          />
        ) : null}
        {intentSchema.options.map((group) => {
          const members = listed.filter((reply) => reply.intent === group)
          return members.length === 0 ? null : (
            <section key={group}>
              <h3 className={classes.group}>{intent(group)}</h3>
              {members.map((reply) => (
                <button
                  key={reply.id}
                  type="button"
                  className={classes.reply}
                  aria-current={reply.id === chosenId}
                  onClick={() => setChosenId(reply.id)}
                >
                  <span className={classes.digit}>{reply.shortcut ?? ''}</span>
                  <span className={classes.name}>{reply.title === '' ? t('untitled') : reply.title}</span>
                  {edited.has(reply.id) ? <span className={classes.unsaved}>{t('unsaved')}</span> : null}
                </button>
              ))}
            </section>
          )
        })}
      </div>
    </div>
  )

  return (
    <Modal opened onClose={close} title={t('title')} size={900} fullScreen={narrow}>
      <div className={classes.dialog}>
        {narrow && form !== null ? null : list}
        {narrow && form === null ? null : (
          <div className={classes.editor}>
            {narrow ? (
              <Button
                variant="subtle"
                leftSection={<IconArrowLeft size={18} stroke={1.75} />}
                onClick={() => setChosenId(null)}
              >
                {t('backToList')}
              </Button>
            ) : null}
            {form === null || check === null ? (
              <EmptyState title={t('chooseTitle')} hint={t('chooseHint')} />
            ) : (
              <ReplyForm
                key={form.id}
                form={form}
                check={check}
                owners={owners}
                dirty={edited.has(form.id)}
                saving={saving}
                onChange={change}
                onSave={() => void save()}
                onDelete={stored === null ? null : () => void remove(stored)}
              />
            )}
          </div>
        )}
      </div>
    </Modal>
  )
}
