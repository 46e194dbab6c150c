import { Kbd, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import classes from './KeySheet.module.css'

const KEYS = [
  { keys: ['J', 'K'], name: 'keyMove' },
  { keys: ['C'], name: 'keyClaim' },
  { keys: ['A'], name: 'keyAloud' },
  { keys: ['R'], name: 'keyReply' },
  { keys: ['1', '3'], name: 'keyProposal' },
  { keys: ['Shift', '1', '9'], name: 'keyCanned' },
  { keys: ['Enter'], name: 'keySend' },
  { keys: ['W'], name: 'keyWall' },
  { keys: ['M'], name: 'keyMerge' },
  { keys: ['X'], name: 'keyDismiss' },
  { keys: ['U'], name: 'keyUndo' },
  { keys: ['S'], name: 'openRunSheet' },
  { keys: ['End'], name: 'keyEnd' },
  { keys: ['Ctrl', 'F'], name: 'keySearch' },
  { keys: ['?'], name: 'keySheet' },
] as const

/** Every key of the console. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('console')
  return (
    <Modal opened onClose={onClose} title={t('openKeys')} size={440}>
      <dl className={classes.sheet}>
        {KEYS.map(({ keys, name }) => (
          <div key={name} className={classes.row}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key} className={classes.key ?? ''}>
                  {key}
                </Kbd>
              ))}
            </dt>
            <dd>{t(name)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t('keysNote')}</p>
    </Modal>
  )
}
