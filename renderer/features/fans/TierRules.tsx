import { ActionIcon, Button, Loader, NativeSelect, TextInput, Tooltip } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconArrowBackUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { TIER_RULES_MAX } from '#shared/domain/fans/tier-rules.ts'
import { randomId } from '#renderer/session-client/random-id.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { checkRule, type RuleField, type RuleForm } from './rule-form.ts'
import classes from './tier-rules.module.css'
import { TierPreviewView } from './TierPreviewView.tsx'
import { useFanWords } from './use-fan-words.ts'
import { useTierRules } from './use-tier-rules.ts'

/** Who earns which tier: the rules on the left, who would move by them on the right, before anything moves. */
export function TierRules() {
  const { t } = useTranslation('fans')
  const { t: common } = useTranslation('common')
  const words = useFanWords()
  const desk = useTierRules()
  const { forms, preview, applied, change } = desk
  if (forms === null) {
    return desk.failed ? (
      <EmptyState
        title={t('loadFailed')}
        action={
          <Button variant="default" onClick={desk.load}>
            {common('retry')}
          </Button>
        }
      />
    ) : (
      <div className={classes.waiting}>
        <Loader size="sm" color="gray" aria-label={common('loading')} />
      </div>
    )
  }
  const moved = preview?.moves.reduce((sum, { fans }) => sum + fans, 0) ?? 0
  const apply = (): void => {
    if (moved === 0) return void desk.apply()
    modals.openConfirmModal({
      title: t('applyTitle', { n: moved }),
      children: t('applyText'),
      labels: { confirm: t('applyRules'), cancel: common('cancel') },
      onConfirm: () => void desk.apply(),
    })
  }
  return (
    <div className={classes.desk}>
      <section className={classes.rules}>
        <p className={classes.intro}>{t('rulesIntro')}</p>
        {forms.length === 0 ? <p className={classes.none}>{t('noRules')}</p> : null}
        {forms.map((form) => (
          <RuleRow
            key={form.key}
            form={form}
            onChange={(next) => change(forms.map((other) => (other.key === next.key ? next : other)))}
            onRemove={() => change(forms.filter((other) => other.key !== form.key))}
          />
        ))}
        {forms.length < TIER_RULES_MAX ? (
          <Button
            variant="subtle"
            className={classes.add}
            leftSection={<IconPlus size={18} stroke={1.75} />}
            onClick={() => change([...forms, blankRule()])}
          >
            {t('addRule')}
          </Button>
        ) : null}
        <footer className={classes.foot}>
          {applied === null ? null : (
            <span className={classes.applied}>
              {t('lastApplied', { date: words.date(applied.atMs), n: applied.moved })}
              <Button
                variant="subtle"
                size="sm"
                disabled={desk.busy}
                leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
                onClick={() => void desk.takeBack()}
              >
                {t('takeBack')}
              </Button>
            </span>
          )}
          <Button disabled={!desk.whole || preview === null} loading={desk.busy} onClick={apply}>
            {t('applyRules')}
          </Button>
        </footer>
      </section>
      <TierPreviewView preview={preview} waiting={desk.whole && preview === null} />
    </div>
  )
}

const blankRule = (): RuleForm => ({
  key: randomId(),
  tier: 'member',
  orders: '1',
  spent: '',
  withinDays: '',
  visits: '',
})

const FIELDS = [
  ['orders', 'ruleOrders'],
  ['spent', 'ruleSpent'],
  ['withinDays', 'ruleWithin'],
  ['visits', 'ruleVisits'],
] as const satisfies readonly (readonly [RuleField, string])[]

function RuleRow(props: { form: RuleForm; onChange: (form: RuleForm) => void; onRemove: () => void }) {
  const { form, onChange, onRemove } = props
  const { t } = useTranslation('fans')
  const words = useFanWords()
  const check = checkRule(form)
  return (
    <fieldset className={classes.rule}>
      <div className={classes.ruleHead}>
        <NativeSelect
          aria-label={t('ruleTier')}
          value={form.tier}
          data={(['vip', 'member'] as const).map((tier) => ({ value: tier, label: words.tier(tier) }))}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...form, tier: value === 'vip' ? 'vip' : 'member' })
          }
        />
        <Tooltip label={t('removeRule')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('removeRule')} onClick={onRemove}>
            <IconTrash size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.conditions}>
        {FIELDS.map(([field, label]) => (
          <TextInput
            key={field}
            label={t(label)}
            placeholder={t('ruleAny')}
            inputMode="decimal"
            value={form[field]}
            maxLength={12}
            error={!check.ok && check.fields.includes(field) ? t('ruleInvalid') : null}
            onChange={(event) => onChange({ ...form, [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      {!check.ok && check.empty ? (
        <p className={classes.problem} role="alert">
          {t('ruleEmpty')}
        </p>
      ) : null}
    </fieldset>
  )
}
