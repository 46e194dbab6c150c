import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { isPending } from '#shared/domain/questions/question.ts'
import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { formatClock } from '#renderer/ui/time.ts'
import classes from './go-live.module.css'
import { HoldButton } from './HoldButton.tsx'

/** Long enough to be meant, short enough not to be a nuisance. */
const HOLD_TO_END_MS = 1_200

/**
 * Ends the show, by holding a button. Esc and a click outside mean: go on. `onEnd` resolves to a sentence when it
 * did not work, else to null.
 */
export function EndShowDialog(props: {
  opened: boolean
  recording: boolean
  onEnd: () => Promise<string | null>
  onClose: () => void
}) {
  const { t } = useTranslation('goLive')
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('endTitle')} size={480}>
      <Body {...props} />
    </Modal>
  )
}

function Body({ recording, onEnd, onClose }: Parameters<typeof EndShowDialog>[0]) {
  const { t } = useTranslation('goLive')
  const [ending, setEnding] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const viewers = useStaff((state) => state.viewersOnline)
  const pending = useStaff(({ session }) => [...(session?.questions.values() ?? [])].filter(isPending).length)
  const liveAtMs = useStaff(({ session }) => session?.liveAtMs ?? null)
  const seconds = useServiceTime((nowMs) => (liveAtMs === null ? 0 : Math.floor((nowMs - liveAtMs) / 1000)))

  const end = async (): Promise<void> => {
    setEnding(true)
    setProblem(await onEnd())
    setEnding(false)
  }

  return (
    <Stack gap="lg">
      <Text>{t('endSummary', { duration: formatClock(seconds * 1000), viewers, pending })}</Text>
      <Text size="sm" c="var(--studio-dimmed)">
        {t(recording ? 'endHintRecording' : 'endHint')}
      </Text>
      {problem === null ? null : (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <Group justify="space-between">
        <HoldButton holdMs={HOLD_TO_END_MS} disabled={ending} onHeld={() => void end()}>
          {t(ending ? 'ending' : 'holdToEnd')}
        </HoldButton>
        <Button data-autofocus onClick={onClose}>
          {t('goOn')}
        </Button>
      </Group>
    </Stack>
  )
}
