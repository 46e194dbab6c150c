import { ActionIcon, Menu } from '@mantine/core'
import {
  IconAntenna,
  IconArrowLeft,
  IconBulb,
  IconCloudUp,
  IconDeviceRemote,
  IconDeviceTv,
  IconSpeakerphone,
  IconKeyboard,
  IconLayout,
  IconListNumbers,
  IconMenu2,
  IconMessages,
  IconReceipt,
  IconRobot,
  IconScreenShare,
  IconUserHeart,
  IconUsers,
  IconVideo,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { LanguageSwitch } from '#renderer/ui/LanguageSwitch.tsx'
import { ThemeSwitch } from '#renderer/ui/ThemeSwitch.tsx'
import type { Desk } from './HostDesk.tsx'
import classes from './host.module.css'

/** Everything that is not needed every minute. */
export function HostMenu({ desk, canLeave }: { desk: Desk; canLeave: boolean }) {
  const { t } = useTranslation(['host', 'outputs', 'orders', 'fans', 'shoutOuts', 'assistant', 'sync'])
  return (
    <Menu position="bottom-end" width={340} classNames={{ item: classes.menuItem ?? '' }}>
      <Menu.Target>
        <ActionIcon size="lg" variant="subtle" color="gray" aria-label={t('menu')}>
          <IconMenu2 size={20} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconVideo size={18} stroke={1.5} />} onClick={desk.openDevices}>
          {t('devices')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLayout size={18} stroke={1.5} />} onClick={desk.openScenes}>
          {t('editScenes')}
        </Menu.Item>
        <Menu.Item leftSection={<IconUserHeart size={18} stroke={1.5} />} onClick={desk.openFans}>
          {t('menu', { ns: 'fans' })}
        </Menu.Item>
        <Menu.Item leftSection={<IconSpeakerphone size={18} stroke={1.5} />} onClick={desk.openShoutOuts}>
          {t('rulesMenu', { ns: 'shoutOuts' })}
        </Menu.Item>
        <Menu.Item leftSection={<IconListNumbers size={18} stroke={1.5} />} onClick={desk.openRunSheet}>
          {t('openRunSheet')}
        </Menu.Item>
        <Menu.Item leftSection={<IconBulb size={18} stroke={1.5} />} onClick={desk.openKnowledge}>
          {t('menu', { ns: 'knowledge' })}
        </Menu.Item>
        <Menu.Item leftSection={<IconRobot size={18} stroke={1.5} />} onClick={desk.openAssistant}>
          {t('menu', { ns: 'assistant' })}
        </Menu.Item>
        <Menu.Item leftSection={<IconReceipt size={18} stroke={1.5} />} onClick={desk.openOrders}>
          {t('menu', { ns: 'orders' })}
        </Menu.Item>
        <Menu.Item leftSection={<IconCloudUp size={18} stroke={1.5} />} onClick={desk.openSync}>
          {t('menu', { ns: 'sync' })}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconUsers size={18} stroke={1.5} />}
          onClick={() => desk.openAccess('moderator')}
        >
          {t('letIn')}
        </Menu.Item>
        <Menu.Item leftSection={<IconAntenna size={18} stroke={1.5} />} onClick={desk.openOutputs}>
          {t('menu', { ns: 'outputs' })}
        </Menu.Item>
        <Menu.Item leftSection={<IconMessages size={18} stroke={1.5} />} onClick={desk.openChatSources}>
          {t('chatSources')}
        </Menu.Item>
        <Menu.Item leftSection={<IconScreenShare size={18} stroke={1.5} />} onClick={desk.openPrompterWindow}>
          {t('prompterWindow')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDeviceTv size={18} stroke={1.5} />} onClick={desk.openPrompterHere}>
          {t('prompterHere')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDeviceRemote size={18} stroke={1.5} />} onClick={desk.openRemoteControl}>
          {t('remoteControl')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} stroke={1.5} />} onClick={desk.openKeys}>
          {t('keys')}
        </Menu.Item>
        {canLeave ? (
          <Menu.Item leftSection={<IconArrowLeft size={18} stroke={1.5} />} onClick={desk.leave}>
            {t('backToLobby')}
          </Menu.Item>
        ) : null}
        <Menu.Divider />
        <div className={classes.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}
