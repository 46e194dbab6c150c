import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Fan } from '#shared/domain/fans/fan.ts'
import { FanList } from './FanList.tsx'
import classes from './fans.module.css'
import { ALL_FANS, useFanList } from './use-fan-list.ts'

/** Finds the other fan who is the same person, and says what will be left. */
export function MergeDialog(props: {
  kept: Fan
  /** Somebody there is a reason to think of. */
  suggested: Fan | null
  onClose: () => void
  onMerge: (gone: Fan) => Promise<void>
}) {
  const { kept, suggested, onClose, onMerge } = props
  const { t } = useTranslation('fans')
  const { t: common } = useTranslation('common')
  const [text, setText] = useState(suggested?.name ?? '')
  const [settled] = useDebouncedValue(text, 200)
  const filter = useMemo(() => ({ ...ALL_FANS, text: settled }), [settled])
  const list = useFanList(filter)
  const [gone, setGone] = useState<Fan | null>(suggested)
  const [busy, setBusy] = useState(false)
  return (
    <Modal opened onClose={onClose} title={t('mergeTitle', { name: kept.name })} size={520}>
      <Stack gap="md">
        <Text>{t('mergeHint', { name: kept.name })}</Text>
        <TextInput
          size="md"
          data-autofocus
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
        <div className={classes.mergeList}>
          <FanList
            list={list}
            filtered
            chosenId={gone?.fanId ?? null}
            onChoose={(fan) => setGone(fan.fanId === kept.fanId ? null : fan)}
            onClear={() => setText('')}
          />
        </div>
        <Text size="sm" c="dimmed">
          {t('mergeWarning')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            disabled={gone === null}
            loading={busy}
            onClick={() => {
              if (gone === null) return
              setBusy(true)
              void onMerge(gone).finally(() => setBusy(false))
            }}
          >
            {gone === null ? t('mergeThem') : t('mergeConfirm', { gone: gone.name, kept: kept.name })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
