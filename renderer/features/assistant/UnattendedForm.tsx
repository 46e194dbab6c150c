import { Button, Chip, Slider, Stack, Switch, TextInput } from '@mantine/core'
import { IconRobot } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { canDraft } from '#shared/domain/assistant/assistant-settings.ts'
import {
  FLOOR_MAX,
  FLOOR_MIN,
  PER_MINUTE_MAX,
  type UnattendedRules,
} from '#shared/domain/assistant/unattended-rules.ts'
import { intentSchema } from '#shared/domain/questions/intent.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import type { AssistantSetup } from './AssistantDialog.tsx'
import { rulesFormOf, rulesIn, type RulesForm } from './rules-form.ts'
import { SwitchOnConfirm } from './SwitchOnConfirm.tsx'
import classes from './unattended.module.css'
import { UnattendedPreview } from './UnattendedPreview.tsx'

/** What the studio may answer by itself, tried on a real show before it is switched on in words of its own. */
export function UnattendedForm({ setup, onClose }: { setup: AssistantSetup; onClose: () => void }) {
  const { t } = useTranslation('assistant')
  const { t: intent } = useTranslation('intents')
  const client = useStaffClient()
  const { failed } = useToasts()
  const { refusalText } = useRefusalText()
  const current = useStaff(({ session }) => session?.unattendedHours.rules ?? null)
  const phase = useStaff(({ session }) => session?.phase ?? 'ended')
  const [form, setForm] = useState<RulesForm>(() => rulesFormOf(current ?? setup.rules))
  const [confirming, setConfirming] = useState(false)
  const [busy, setBusy] = useState(false)
  const draftsOffered = canDraft(setup.settings)
  const rules = rulesIn(form, draftsOffered)
  const change = (news: Partial<RulesForm>): void => setForm({ ...form, ...news })

  const switchTo = async (next: UnattendedRules | null): Promise<void> => {
    setBusy(true)
    const outcome = await client.command({ type: 'switchUnattended', rules: next })
    setBusy(false)
    if (!outcome.ok) return failed(refusalText(outcome.refusal, client.clock.nowMs()))
    setConfirming(false)
    if (next !== null) onClose()
  }

  if (confirming && rules) {
    return (
      <SwitchOnConfirm
        rules={rules}
        live={phase === 'live'}
        busy={busy}
        onBack={() => setConfirming(false)}
        onGo={() => void switchTo(rules)}
      />
    )
  }
  return (
    <Stack gap="md">
      <p className={classes.state} data-on={current !== null}>
        <IconRobot size={20} stroke={1.75} aria-hidden />
        {t(current === null ? 'nowOff' : 'nowOn')}
      </p>
      <p className={classes.intro}>{t('unattendedIntro')}</p>
      <div role="group" aria-label={t('intents')}>
        <p className={classes.label}>{t('intents')}</p>
        <Chip.Group multiple value={[...form.intents]} onChange={(intents) => change({ intents })}>
          <div className={classes.chips}>
            {intentSchema.options.map((one) => (
              <Chip key={one} value={one} size="sm" color="teal" variant="outline">
                {intent(one)}
              </Chip>
            ))}
          </div>
        </Chip.Group>
        {form.intents.length === 0 ? <p className={classes.wrong}>{t('intentsMissing')}</p> : null}
      </div>
      <div className={classes.row}>
        <div className={classes.slider}>
          <p className={classes.label}>
            {t('floor')} {form.floor}%
          </p>
          <Slider
            aria-label={t('floor')}
            color="teal"
            label={null}
            min={FLOOR_MIN * 100}
            max={FLOOR_MAX * 100}
            value={form.floor}
            onChange={(floor) => change({ floor })}
          />
          <p className={classes.hint}>{t('floorHint')}</p>
        </div>
        <div className={classes.slider}>
          <p className={classes.label}>
            {t('perMinute')} {t('perMinuteUnit', { n: form.perMinute })}
          </p>
          <Slider
            aria-label={t('perMinute')}
            color="teal"
            label={null}
            min={1}
            max={PER_MINUTE_MAX}
            value={form.perMinute}
            onChange={(perMinute) => change({ perMinute })}
          />
          <p className={classes.hint}>&nbsp;</p>
        </div>
      </div>
      <div>
        <Switch
          size="md"
          label={t('hours')}
          description={form.timed ? undefined : t('hoursHint')}
          checked={form.timed}
          onChange={(event) => change({ timed: event.currentTarget.checked })}
        />
        {form.timed ? (
          <div className={classes.times}>
            <TextInput
              type="time"
              label={t('fromTime')}
              value={form.from}
              onChange={(event) => change({ from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t('untilTime')}
              value={form.until}
              onChange={(event) => change({ until: event.currentTarget.value })}
            />
          </div>
        ) : null}
        {form.timed && rules === null && form.intents.length > 0 ? (
          <p className={classes.wrong}>{t('hoursWrong')}</p>
        ) : null}
      </div>
      <Switch
        size="md"
        label={t('allowDrafts')}
        description={t(draftsOffered ? 'allowDraftsHint' : 'allowDraftsOff')}
        disabled={!draftsOffered}
        checked={form.drafts && draftsOffered}
        onChange={(event) => change({ drafts: event.currentTarget.checked })}
      />
      <UnattendedPreview rules={rules} />
      <div className={classes.foot}>
        {current === null ? (
          <span className={classes.hint}>{t(phase === 'ended' ? 'ended' : 'confirmEnd')}</span>
        ) : (
          <Button variant="default" loading={busy} onClick={() => void switchTo(null)}>
            {t('switchOff')}
          </Button>
        )}
        <Button
          className={classes.go ?? ''}
          disabled={rules === null || phase === 'ended' || busy}
          onClick={() => setConfirming(true)}
        >
          {t(current === null ? 'switchOn' : 'applyRules')}
        </Button>
      </div>
    </Stack>
  )
}
