import { Menu, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import {
  IconCheck,
  IconCopy,
  IconExternalLink,
  IconMessageQuestion,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { FanStanding, Tier } from '#shared/domain/fans/tier.ts'
import type { ChatLine } from '#shared/protocol/down.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import classes from './LineMenu.module.css'
import { useLineActions } from './use-line-actions.ts'

/** A line whose menu is open, the thread it belongs to, and where it was pressed (px in the window). */
export interface OpenLineMenu {
  readonly line: ChatLine
  readonly questionId: string | null
  readonly x: number
  readonly y: number
}

const TIERS = [
  { tier: 'guest', name: 'tierGuest' },
  { tier: 'member', name: 'tierMember' },
  { tier: 'vip', name: 'tierVip' },
] as const satisfies readonly { tier: Tier; name: string }[]

/** What can be done with a danmaku and its writer. Muting is asked twice and can be taken back. */
export function LineMenu(props: {
  open: OpenLineMenu
  onClose: () => void
  onOpenQuestion: (questionId: string) => void
  children?: ReactNode
}) {
  const { open, onClose, onOpenQuestion, children } = props
  const { line, questionId } = open
  const { t } = useTranslation('chat')
  const { t: common } = useTranslation('common')
  const actions = useLineActions()
  const toasts = useToasts()
  const clipboard = useClipboard()
  const muted = useStaff((state) => state.session?.mutedViewers.has(line.userId) ?? false)
  const standing = actions.standingOf(line)
  const set = (change: Partial<FanStanding>): void =>
    void actions.setStanding(line, standing, { ...standing, ...change })

  const copy = (): void => {
    if (window.isSecureContext) clipboard.copy(line.text)
    else if (!copyByHand(line.text)) return toasts.failed(common('copyFailed'))
    toasts.done(common('copied'))
  }
  const confirmMute = (): void => {
    modals.openConfirmModal({
      title: t('muteTitle', { name: line.userName }),
      children: <Text size="sm">{t('muteExplained')}</Text>,
      labels: { confirm: t('mute'), cancel: common('cancel') },
      confirmProps: { variant: 'outline', color: 'gray' },
      onConfirm: () => void actions.mute(line),
    })
  }

  return (
    <Menu opened onClose={onClose} position="bottom-start" width={240} returnFocus={false}>
      <Menu.Target>
        <span className={classes.anchor} style={{ left: open.x, top: open.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {questionId === null ? (
          <Menu.Item
            leftSection={<IconMessageQuestion size={18} stroke={1.75} />}
            disabled={line.hidden !== null}
            onClick={() =>
              void actions.markAsQuestion(line).then((id) => (id === null ? null : onOpenQuestion(id)))
            }
          >
            {t('markAsQuestion')}
          </Menu.Item>
        ) : (
          <Menu.Item
            leftSection={<IconExternalLink size={18} stroke={1.75} />}
            onClick={() => onOpenQuestion(questionId)}
          >
            {t('openQuestion')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCopy size={18} stroke={1.75} />} onClick={copy}>
          {t('copyText')}
        </Menu.Item>
        {children}
        <Menu.Divider />
        <Menu.Label>{t('standingOf', { name: line.userName })}</Menu.Label>
        {TIERS.map(({ tier, name }) => (
          <Menu.Item
            key={tier}
            closeMenuOnClick={false}
            leftSection={<Tick shown={standing.tier === tier} />}
            aria-checked={standing.tier === tier}
            onClick={() => set({ tier })}
          >
            {common(name)}
          </Menu.Item>
        ))}
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={<Tick shown={standing.privateDomain} />}
          aria-checked={standing.privateDomain}
          onClick={() => set({ privateDomain: !standing.privateDomain })}
        >
          {t('privateDomain')}
        </Menu.Item>
        <Menu.Divider />
        {muted ? (
          <Menu.Item
            leftSection={<IconVolume size={18} stroke={1.75} />}
            onClick={() => void actions.unmute(line)}
          >
            {t('unmute')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconVolumeOff size={18} stroke={1.75} />} onClick={confirmMute}>
            {t('muteAsk')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function Tick({ shown }: { shown: boolean }) {
  return <span className={classes.tick}>{shown ? <IconCheck size={18} stroke={2} aria-hidden /> : null}</span>
}

/** The clipboard API needs a secure context, which a console in the local network does not have. */
function copyByHand(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  // oxlint-disable-next-line typescript/no-deprecated -- the only way to copy on plain http
  const copied = document.execCommand('copy')
  field.remove()
  return copied
}
