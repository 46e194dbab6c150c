import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { openRememberedDevices } from '#renderer/features/devices/device-memory.ts'
import { keepSound } from '#renderer/features/mixer/sound-memory.ts'
import { MediaError } from '#renderer/media/media-error.ts'
import { MediaProvider } from '#renderer/media/media-context.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { LanguageSwitch } from '#renderer/ui/LanguageSwitch.tsx'
import { createHostSettings } from './host-settings.ts'
import { HostDesk } from './HostDesk.tsx'
import classes from './host.module.css'
import type { Rig } from './rig.ts'
import { useRemoteRefusals } from './use-remote-refusals.ts'

/**
 * The host window: pictures and sound on one side, the session on the other. A rig that broke down is taken apart
 * and made anew without touching the session.
 */
export function HostApp({ makeRig }: { makeRig: () => Rig }) {
  const { t } = useTranslation('host')
  const [settings] = useState(createHostSettings)
  const [made, setMade] = useState(() => tryMake(makeRig))
  const title = useStaff(({ session }) => session?.title ?? '')
  useEffect(() => {
    document.title = title === '' ? t('studio') : `${title} · ${t('studio')}`
  }, [t, title])

  const rig = 'rig' in made ? made.rig : null
  useEffect(() => {
    if (!rig) return
    void openRememberedDevices(rig.engine)
    return keepSound(rig.engine)
  }, [rig])

  useRemoteRefusals(rig)
  const restarting = useRef(false)

  if ('error' in made) {
    return (
      <div className={classes.whole}>
        <EmptyState title={t('notChromium')} hint={t('notChromiumHint')} action={<LanguageSwitch />} />
      </div>
    )
  }
  const restart = (): void => {
    // A second press meanwhile would make a second rig, and nobody would ever take the first one down.
    if (restarting.current) return
    restarting.current = true
    const renew = (): void => {
      restarting.current = false
      setMade(tryMake(makeRig))
    }
    // What broke down may not come apart cleanly either.
    made.rig.dispose().then(renew, renew)
  }
  return (
    <MediaProvider engine={made.rig.engine}>
      <HostDesk
        recorder={made.rig.recorder}
        outputs={made.rig.outputs}
        health={made.rig.health}
        enhancement={made.rig.enhancement}
        settings={settings}
        onRestart={restart}
      />
    </MediaProvider>
  )
}

function tryMake(makeRig: () => Rig): { readonly rig: Rig } | { readonly error: MediaError } {
  try {
    return { rig: makeRig() }
  } catch (error) {
    if (error instanceof MediaError) return { error }
    throw error
  }
}
