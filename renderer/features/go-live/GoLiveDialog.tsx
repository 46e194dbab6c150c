import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { TITLE_MAX } from '#shared/protocol/up.ts'
import classes from './go-live.module.css'
import { PreflightList } from './PreflightList.tsx'

export interface GoLiveWish {
  readonly title: string
  readonly record: boolean
}

/**
 * The last look before viewers see the programme. `onGoLive` resolves to a sentence when it did not work, else to
 * null; the dialog stays open meanwhile.
 */
export function GoLiveDialog(props: {
  opened: boolean
  title: string
  record: boolean
  onGoLive: (wish: GoLiveWish) => Promise<string | null>
  onOpenAccess: () => void
  onClose: () => void
}) {
  const { t } = useTranslation('goLive')
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('goLiveTitle')} size={560}>
      <Form {...props} />
    </Modal>
  )
}

function Form(props: Parameters<typeof GoLiveDialog>[0]) {
  const { t } = useTranslation('goLive')
  const [title, setTitle] = useState(props.title)
  const [record, setRecord] = useState(props.record)
  const [going, setGoing] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const named = title.trim() !== ''

  const goLive = async (): Promise<void> => {
    if (!named || going) return
    setGoing(true)
    setProblem(null)
    const refused = await props.onGoLive({ title: title.trim(), record })
    setGoing(false)
    setProblem(refused)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void goLive()
      }}
    >
      <Stack gap="lg">
        <TextInput
          label={t('showTitle')}
          value={title}
          maxLength={TITLE_MAX}
          error={named ? null : t('titleNeeded')}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <PreflightList onOpenAccess={props.onOpenAccess} />
        <Checkbox
          label={t('alsoRecord')}
          description={t('alsoRecordHint')}
          checked={record}
          onChange={(event) => setRecord(event.currentTarget.checked)}
        />
        <Text size="sm" c="var(--studio-dimmed)">
          {t('goLiveHint')}
        </Text>
        {problem === null ? null : (
          <p className={classes.problem} role="alert">
            {problem}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('notYet')}
          </Button>
          <Button type="submit" data-autofocus loading={going} disabled={!named}>
            {t('goLiveNow')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
