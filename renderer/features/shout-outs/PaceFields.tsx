import { Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Tier } from '#shared/domain/fans/tier.ts'
import { RULED_SIGNALS, type RuledSignal } from '#shared/domain/shout-outs/rules.ts'
import classes from './rules-dialog.module.css'
import {
  limitsOf,
  numberIn,
  TIER_NUMBER_FIELDS,
  TIER_NUMBERS,
  TIME_FIELDS,
  TIMES,
  visitsIn,
  type RulesDraft,
  type TierDraft,
} from './rules-form.ts'

/** The most loyal first. */
const COLUMNS = ['vip', 'member', 'guest'] as const satisfies readonly Tier[]

/** How often, and for each tier what is a reason to greet. */
export function PaceFields(props: { draft: RulesDraft; onChange: (draft: RulesDraft) => void }) {
  const { draft, onChange } = props
  const { t } = useTranslation('shoutOuts')
  const wrong = (text: string, limits: { min: number; max: number }): string | null =>
    numberIn(text, limits) === null ? t('badNumber', limits) : null
  const setTier = (tier: Tier, change: Partial<TierDraft>): void =>
    onChange({ ...draft, tiers: { ...draft.tiers, [tier]: { ...draft.tiers[tier], ...change } } })
  const toggle = (tier: Tier, signal: RuledSignal): void => {
    const { signals } = draft.tiers[tier]
    setTier(tier, {
      signals: signals.includes(signal) ? signals.filter((one) => one !== signal) : [...signals, signal],
    })
  }
  return (
    <>
      <div className={classes.times}>
        {TIME_FIELDS.map((field) => (
          <TextInput
            key={field}
            inputMode="decimal"
            label={t(TIMES[field].label)}
            value={draft[field]}
            error={wrong(draft[field], limitsOf(field))}
            onChange={({ currentTarget: { value } }) => onChange({ ...draft, [field]: value })}
          />
        ))}
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            {COLUMNS.map((tier) => (
              <th key={tier} scope="col">
                {t(`tier_${tier}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {RULED_SIGNALS.map((signal) => (
            <tr key={signal}>
              <th scope="row">{t(`signal_${signal}`)}</th>
              {COLUMNS.map((tier) => (
                <td key={tier}>
                  <Checkbox
                    aria-label={`${t(`tier_${tier}`)}: ${t(`signal_${signal}`)}`}
                    checked={draft.tiers[tier].signals.includes(signal)}
                    onChange={() => toggle(tier, signal)}
                  />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('nthVisits')}</th>
            {COLUMNS.map((tier) => (
              <td key={tier}>
                <TextInput
                  size="sm"
                  aria-label={`${t(`tier_${tier}`)}: ${t('nthVisits')}`}
                  value={draft.tiers[tier].nthVisits}
                  error={visitsIn(draft.tiers[tier].nthVisits) === null}
                  onChange={({ currentTarget: { value } }) => setTier(tier, { nthVisits: value })}
                />
              </td>
            ))}
          </tr>
          {TIER_NUMBER_FIELDS.map((field) => (
            <tr key={field}>
              <th scope="row">{t(field)}</th>
              {COLUMNS.map((tier) => (
                <td key={tier}>
                  <TextInput
                    size="sm"
                    inputMode="numeric"
                    aria-label={`${t(`tier_${tier}`)}: ${t(field)}`}
                    value={draft.tiers[tier][field]}
                    error={wrong(draft.tiers[tier][field], TIER_NUMBERS[field])}
                    onChange={({ currentTarget: { value } }) => setTier(tier, { [field]: value })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
