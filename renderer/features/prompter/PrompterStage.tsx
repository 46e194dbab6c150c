import { Button } from '@mantine/core'
import { useFullscreenElement, useIdle } from '@mantine/hooks'
import { IconFlipVertical, IconMaximize, IconMinimize, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { Prompter } from './Prompter.tsx'
import classes from './prompter.module.css'

const TOOLS_SHOWN_MS = 2_500

/**
 * The prompter over the whole window, with the few things one does to it: full screen, mirrored for a glass, closed.
 * The tools go away when the pointer rests.
 */
export function PrompterStage({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('prompter')
  const { ref, toggle, fullscreen } = useFullscreenElement<HTMLDivElement>()
  const [mirrored, setMirrored] = useState(false)
  const idle = useIdle(TOOLS_SHOWN_MS, { initialState: false })
  return (
    <div ref={ref} className={classes.stage} data-mirrored={mirrored || undefined}>
      <div className={classes.tools} data-hidden={idle || undefined}>
        <Button
          variant="default"
          leftSection={fullscreen ? <IconMinimize size={18} /> : <IconMaximize size={18} />}
          onClick={() => void toggle()}
        >
          {t(fullscreen ? 'leaveFullScreen' : 'fullScreen')}
        </Button>
        <Button
          variant="default"
          aria-pressed={mirrored}
          leftSection={<IconFlipVertical size={18} />}
          onClick={() => setMirrored((before) => !before)}
        >
          {t(mirrored ? 'unmirror' : 'mirror')}
        </Button>
        <Button variant="default" leftSection={<IconX size={18} />} onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      <Prompter />
    </div>
  )
}
