import { Button } from '@mantine/core'
import { IconUserHeart } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { headStartMs } from '#shared/domain/fans/tier.ts'
import { askersOf, type Question } from '#shared/domain/questions/question.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useShoutOutActions } from './use-shout-outs.ts'

/** Beside a thread: asks the host to greet the most loyal of its askers next. Not there when all are strangers. */
export function PushAskerButton({ question }: { question: Question }) {
  const { t } = useTranslation('shoutOuts')
  const { push } = useShoutOutActions()
  const toasts = useToasts()
  const live = useStaff(({ session }) => session?.phase === 'live')
  const [asker] = askersOf(question).toSorted((a, b) => headStartMs(b.fan) - headStartMs(a.fan))
  if (!live || !asker || headStartMs(asker.fan) === 0) return null
  const { userId, userName } = asker
  return (
    <Button
      variant="subtle"
      leftSection={<IconUserHeart size={18} stroke={1.75} aria-hidden />}
      onClick={() =>
        void push({ userId, userName }).then((done) => {
          if (done) toasts.done(t('pushed', { name: userName }))
        })
      }
    >
      {t('pushAsker', { name: userName })}
    </Button>
  )
}
