import { Button, Loader, Modal, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { DESTINATIONS_MAX } from '#shared/domain/outputs/destination.ts'
import { useMediaEngine } from '#renderer/media/media-context.tsx'
import { randomId } from '#renderer/session-client/random-id.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { DestinationEditor } from './DestinationEditor.tsx'
import { DestinationRow } from './DestinationRow.tsx'
import type { OutputBoard } from './output-board.ts'
import classes from './outputs.module.css'
import { StudioRows } from './StudioRows.tsx'

/** Everywhere the show is sent: the local room, and destinations that can be added, watched, changed and removed. */
export function OutputsDialog(props: { opened: boolean; board: OutputBoard; onClose: () => void }) {
  const { opened, board, onClose } = props
  const { t } = useTranslation('outputs')
  const [editing, setEditing] = useState<string | null>(null)
  const [dirty, setDirty] = useState(false)
  const leave = (): void => {
    setEditing(null)
    setDirty(false)
  }
  const close = (): void => {
    const go = (): void => {
      leave()
      onClose()
    }
    if (!dirty) return go()
    modals.openConfirmModal({
      title: t('discardTitle'),
      children: t('discardText'),
      labels: { confirm: t('discard'), cancel: t('keepEditing') },
      confirmProps: { variant: 'outline', color: 'gray' },
      onConfirm: go,
    })
  }
  const destination = useStore(board.store, ({ destinations }) =>
    destinations?.find(({ id }) => id === editing),
  )
  const title = editing === null ? t('title') : destination ? t('editTitle') : t('addTitle')
  return (
    <Modal opened={opened} onClose={close} title={title} size={640}>
      {editing === null ? (
        <List board={board} onEdit={setEditing} />
      ) : (
        <DestinationEditor
          key={editing}
          id={editing}
          board={board}
          destination={destination ?? null}
          onDirty={setDirty}
          onDone={leave}
        />
      )}
    </Modal>
  )
}

function List({ board, onEdit }: { board: OutputBoard; onEdit: (id: string) => void }) {
  const { t } = useTranslation('outputs')
  const { destinations } = useStore(board.store)
  const able = useMediaEngine().outputKinds.includes('whip')
  const full = (destinations?.length ?? 0) >= DESTINATIONS_MAX
  return (
    <Stack gap="lg">
      <StudioRows studio={board.studio} />
      <section className={classes.group} aria-label={t('destinations')}>
        <h3 className={classes.heading}>{t('destinations')}</h3>
        {able ? null : <Text size="sm">{t('notHere')}</Text>}
        {destinations === null ? <Loader size="sm" color="gray" aria-label={t('loading')} /> : null}
        {destinations?.length === 0 ? <EmptyState title={t('emptyTitle')} hint={t('emptyHint')} /> : null}
        {destinations?.map((destination) => (
          <DestinationRow
            key={destination.id}
            board={board}
            destination={destination}
            onEdit={() => onEdit(destination.id)}
          />
        ))}
        <div className={classes.foot}>
          <Button
            variant="light"
            leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
            disabled={destinations === null || full}
            onClick={() => onEdit(randomId().toLowerCase().slice(0, 40))}
          >
            {t('add')}
          </Button>
          <span className={classes.dimmed}>
            {full ? t('full', { count: DESTINATIONS_MAX }) : t('rehearsalStaysHome')}
          </span>
        </div>
      </section>
    </Stack>
  )
}
