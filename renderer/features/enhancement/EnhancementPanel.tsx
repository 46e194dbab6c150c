import { Button, SegmentedControl, Slider, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { CAMERA_SLOTS } from '#shared/domain/scenes/scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { CameraView } from '#renderer/media/media-view.tsx'
import type { Enhancement } from '#renderer/media/port.ts'
import { UNENHANCED, type EnhancementDesk } from './enhancement-desk.ts'
import classes from './enhancement.module.css'
import { OriginalButton } from './OriginalButton.tsx'

const SLIDERS = ['smooth', 'whiten'] as const
const SWITCHES = ['lowLight', 'denoise', 'color'] as const
const BACKGROUNDS = ['none', 'blur'] as const satisfies readonly Enhancement['background'][]

/** Beauty and repair of the cameras' pictures, for engines that can. */
export function EnhancementPanel({ desk }: { desk: EnhancementDesk }) {
  const { t, i18n } = useTranslation('enhancement')
  const list = new Intl.ListFormat(i18n.language)
  const { wanted } = useStore(desk.store)
  const others = CAMERA_SLOTS.filter((slot) => !desk.cameraSlots.includes(slot))
  const none = sameAs(wanted, UNENHANCED)
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <h3 className={classes.heading}>{t('title')}</h3>
      <p className={classes.line}>
        {t('appliesTo', { slots: list.format(desk.cameraSlots.map(String)) })}{' '}
        {others.length === 0 ? null : t('notFor', { slots: list.format(others.map(String)) })}
      </p>
      <Pictures desk={desk} />
      {SLIDERS.map((name) => (
        <div key={name} className={classes.slider}>
          <span>{t(name)}</span>
          <Slider
            size="sm"
            color="gray"
            label={null}
            thumbLabel={t(name)}
            min={0}
            max={100}
            step={5}
            value={Math.round(wanted[name] * 100)}
            onChange={(percent) => desk.change({ [name]: percent / 100 })}
          />
          <span className={classes.number}>{Math.round(wanted[name] * 100)}%</span>
        </div>
      ))}
      <div className={classes.switches}>
        {SWITCHES.map((name) => (
          <Switch
            key={name}
            size="sm"
            label={t(name)}
            checked={wanted[name]}
            onChange={(event) => desk.change({ [name]: event.currentTarget.checked })}
          />
        ))}
      </div>
      <div className={classes.background}>
        <span>{t('background')}</span>
        <SegmentedControl
          size="sm"
          aria-label={t('background')}
          data={BACKGROUNDS.map((value) => ({ value, label: t(`background_${value}`) }))}
          value={wanted.background}
          onChange={(value) => desk.change({ background: value })}
        />
      </div>
      <div className={classes.compare}>
        <OriginalButton desk={desk} disabled={none} />
        <Button variant="subtle" color="gray" disabled={none} onClick={() => desk.change(UNENHANCED)}>
          {t('reset')}
        </Button>
      </div>
      <Words desk={desk} />
    </section>
  )
}

/** The cameras it is for, beside the sliders: what is set can be seen where it is set. */
function Pictures({ desk }: { desk: EnhancementDesk }) {
  const engine = useMediaEngine()
  const cameras = useMedia((state) => state.cameraSlots)
  const live = desk.cameraSlots.filter((slot) => cameras[slot].status === 'live')
  if (live.length === 0) return null
  return (
    <div className={classes.pictures}>
      {live.map((slot) => (
        <CameraView key={slot} engine={engine} slot={slot} className={classes.picture} />
      ))}
    </div>
  )
}

function Words({ desk }: { desk: EnhancementDesk }) {
  const { t } = useTranslation(['enhancement', 'media'])
  const { original, problem } = useStore(desk.store)
  const why =
    problem && problem.kind !== 'notSupported'
      ? t('refused', { why: t(problem.messageKey, { ns: 'media' }) })
      : t('notSupported')
  return (
    <p className={problem ? classes.trouble : classes.line} role="status">
      {problem ? why : t(original ? 'showingOriginal' : 'holdHint')}
    </p>
  )
}

const sameAs = (one: Enhancement, other: Enhancement): boolean =>
  [...SLIDERS, ...SWITCHES, 'background' as const].every((name) => one[name] === other[name])
