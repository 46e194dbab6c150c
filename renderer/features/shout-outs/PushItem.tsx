import { Menu } from '@mantine/core'
import { IconUserHeart } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useShoutOutActions } from './use-shout-outs.ts'

/** In the menu of a chat line: asks the host to greet its writer next. */
export function PushItem({ userId, userName }: { userId: string; userName: string }) {
  const { t } = useTranslation('shoutOuts')
  const { push } = useShoutOutActions()
  const toasts = useToasts()
  const live = useStaff(({ session }) => session?.phase === 'live')
  return (
    <Menu.Item
      leftSection={<IconUserHeart size={18} stroke={1.75} aria-hidden />}
      disabled={!live}
      onClick={() =>
        void push({ userId, userName }).then((done) => {
          if (done) toasts.done(t('pushed', { name: userName }))
        })
      }
    >
      {t('push')}
    </Menu.Item>
  )
}
