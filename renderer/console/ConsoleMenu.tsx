import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconBulb,
  IconChevronDown,
  IconMenu2,
  IconKeyboard,
  IconListNumbers,
  IconMessage2,
  IconShieldOff,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { LanguageSwitch } from '#renderer/ui/LanguageSwitch.tsx'
import { ThemeSwitch } from '#renderer/ui/ThemeSwitch.tsx'
import classes from './ConsoleMenu.module.css'

export type ConsoleDialog = 'runSheet' | 'replies' | 'knowledge' | 'moderation' | 'keys'

/** Who I am, and behind it what is needed now and then. */
export function ConsoleMenu({ onOpen }: { onOpen: (dialog: ConsoleDialog) => void }) {
  const { t } = useTranslation('console')
  const { t: common } = useTranslation('common')
  const { t: knowledge } = useTranslation('knowledge')
  const name = useStaff((state) => state.you?.name ?? '')
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <UnstyledButton className={classes.me} aria-label={t('menu')}>
          <span className={classes.name}>{t('me', { name })}</span>
          <IconChevronDown className={classes.chevron} size={16} stroke={1.75} aria-hidden />
          <IconMenu2 className={classes.burger} size={20} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconListNumbers size={18} stroke={1.75} />}
          onClick={() => onOpen('runSheet')}
        >
          {t('openRunSheet')}
        </Menu.Item>
        <Menu.Item leftSection={<IconMessage2 size={18} stroke={1.75} />} onClick={() => onOpen('replies')}>
          {t('openReplies')}
        </Menu.Item>
        <Menu.Item leftSection={<IconBulb size={18} stroke={1.75} />} onClick={() => onOpen('knowledge')}>
          {knowledge('title')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconShieldOff size={18} stroke={1.75} />}
          onClick={() => onOpen('moderation')}
        >
          {t('openModeration')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} stroke={1.75} />} onClick={() => onOpen('keys')}>
          {t('openKeys')}
        </Menu.Item>
        <Menu.Divider />
        <div className={classes.setting}>
          <span>{common('language')}</span>
          <LanguageSwitch />
        </div>
        <div className={classes.setting}>
          <span>{common('theme')}</span>
          <ThemeSwitch />
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}
