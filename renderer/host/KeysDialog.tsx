import { Kbd, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import classes from './host.module.css'

const GROUPS = [
  {
    name: 'keysScenes',
    rows: [
      { keys: ['1', '…', '9'], text: 'keyTake' },
      { keys: ['F1', '…', 'F9'], text: 'keyPreview' },
      { keys: ['Enter'], text: 'keyCut' },
    ],
  },
  {
    name: 'keysSound',
    rows: [{ keys: ['Shift', 'M'], text: 'keyMute' }],
  },
  {
    name: 'keysItem',
    rows: [
      { keys: ['Space'], text: 'keyNext' },
      { keys: ['Shift', 'Space'], text: 'keyBack' },
      { keys: ['Alt', '↑', '↓'], text: 'keySelectItem' },
      { keys: ['Alt', 'Ctrl', '↑', '↓'], text: 'keyMoveItem' },
      { keys: ['Enter'], text: 'keyTakeItem' },
    ],
  },
  {
    name: 'keysShoutOut',
    rows: [
      { keys: ['T'], text: 'keyThank' },
      { keys: ['N'], text: 'keyNotNow' },
      { keys: ['Z'], text: 'keyLater' },
    ],
  },
  {
    name: 'keysQueue',
    rows: [
      { keys: ['J', 'K'], text: 'keyMove' },
      { keys: ['C', 'A', 'R', 'W', 'X', 'U'], text: 'keyAct' },
    ],
  },
] as const

/** All keys of the host screen on one page. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('host')
  return (
    <Modal opened={opened} onClose={onClose} title={t('keysTitle')} size={560}>
      <dl className={classes.keys}>
        {GROUPS.map((group) => (
          <div key={group.name} className={classes.keyGroup}>
            <Text size="sm" c="var(--studio-dimmed)">
              {t(group.name)}
            </Text>
            {group.rows.map((row) => (
              <div key={row.text} className={classes.keyRow}>
                <dt>{row.keys.map((key) => (key === '…' ? ' … ' : <Kbd key={key}>{key}</Kbd>))}</dt>
                <dd>{t(row.text)}</dd>
              </div>
            ))}
          </div>
        ))}
      </dl>
      <Text size="sm">{t('keysNever')}</Text>
    </Modal>
  )
}
