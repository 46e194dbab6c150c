import { Kbd, NumberInput, Popover, SegmentedControl, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Transition } from '#shared/domain/scenes/transition.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import classes from './scene-strip.module.css'

const KINDS = ['cut', 'fade', 'slide'] as const
const DIRECTIONS = ['left', 'right', 'up', 'down'] as const
const USUAL_MS = 300

/** Brings the preview to programme by the chosen transition; what was on programme comes to preview. */
export function TransitionControls() {
  const { t } = useTranslation('scenes')
  const engine = useMediaEngine()
  const empty = useMedia((state) => state.previewSceneId === null)
  const transition = useMedia((state) => state.transition)
  return (
    <div className={classes.transition} role="group" aria-label={t('transition')}>
      <UnstyledButton className={classes.cut} disabled={empty} onClick={() => engine.take()}>
        {t('take')} <Kbd size="xs">Enter</Kbd>
      </UnstyledButton>
      <Popover position="bottom-end" width={264} trapFocus>
        <Popover.Target>
          <UnstyledButton className={classes.kind} aria-label={t('chooseTransition')}>
            <span>{t(`transition_${transition.kind}`)}</span>
            {transition.kind === 'cut' ? null : (
              <span className={classes.seconds}>{t('seconds', { s: transition.durationMs / 1000 })}</span>
            )}
            <IconChevronDown size={14} stroke={1.75} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <TransitionForm transition={transition} onChange={(next) => engine.setTransition(next)} />
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

function TransitionForm(props: { transition: Transition; onChange: (next: Transition) => void }) {
  const { transition, onChange } = props
  const { t } = useTranslation('scenes')
  const durationMs = transition.kind === 'cut' ? USUAL_MS : transition.durationMs
  const direction = transition.kind === 'slide' ? transition.direction : 'left'
  const choose = (kind: string): void => {
    if (kind === 'cut') onChange({ kind })
    if (kind === 'fade') onChange({ kind, durationMs })
    if (kind === 'slide') onChange({ kind, durationMs, direction })
  }
  return (
    <div className={classes.form}>
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label={t('chooseTransition')}
        value={transition.kind}
        data={KINDS.map((kind) => ({ value: kind, label: t(`transition_${kind}`) }))}
        onChange={choose}
      />
      {transition.kind === 'cut' ? null : (
        <NumberInput
          size="sm"
          label={t('duration')}
          suffix={` ${t('secondsUnit')}`}
          min={0.1}
          max={5}
          step={0.1}
          decimalScale={1}
          clampBehavior="blur"
          value={durationMs / 1000}
          onChange={(value) => {
            const ms = typeof value === 'number' ? Math.round(value * 1000) : NaN
            if (ms >= 100 && ms <= 5000) onChange({ ...transition, durationMs: ms })
          }}
        />
      )}
      {transition.kind === 'slide' ? (
        <SegmentedControl
          fullWidth
          size="sm"
          aria-label={t('direction')}
          value={transition.direction}
          data={DIRECTIONS.map((one) => ({ value: one, label: t(`direction_${one}`) }))}
          onChange={(next) => {
            const chosen = DIRECTIONS.find((one) => one === next)
            if (chosen) onChange({ ...transition, direction: chosen })
          }}
        />
      ) : null}
      <p className={classes.formHint}>{t('transitionHint')}</p>
    </div>
  )
}
