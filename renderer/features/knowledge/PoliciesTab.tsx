import { Button, Group, Loader, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { IconGavel, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { policySchema, POLICY_TEXT_MAX, type Policy } from '#shared/domain/knowledge/policy.ts'
import { intentSchema } from '#shared/domain/questions/intent.ts'
import { randomId } from '#renderer/session-client/random-id.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './knowledge.module.css'
import { useKnowledge } from './use-knowledge.ts'
import { useLoaded } from './use-loaded.ts'

/** What holds for the whole shop; one policy is edited at a time, in its place. */
export function PoliciesTab() {
  const { t } = useTranslation('knowledge')
  const { t: intent } = useTranslation('intents')
  const { t: common } = useTranslation('common')
  const desk = useKnowledge()
  const [edited, setEdited] = useState<Policy | null>(null)
  const { value: policies, reload } = useLoaded(desk.policies)

  const save = async (policy: Policy): Promise<void> => {
    if (!(await desk.savePolicy(policy))) return
    setEdited(null)
    reload()
  }
  const remove = async (policy: Policy): Promise<void> => {
    if (await desk.removePolicy(policy, reload)) reload()
  }
  const isNew = edited !== null && !policies?.some(({ id }) => id === edited.id)

  if (policies === null) return <Loader color="gray" size="sm" className={classes.loading ?? ''} />
  return (
    <div className={classes.page}>
      {edited !== null && isNew ? (
        <PolicyFields policy={edited} onCancel={() => setEdited(null)} onSave={(one) => void save(one)} />
      ) : (
        <Button
          className={classes.add ?? ''}
          variant="light"
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={() => setEdited({ id: randomId(), title: '', intent: null, text: '' })}
        >
          {t('addPolicy')}
        </Button>
      )}
      {policies.length === 0 && edited === null ? (
        <EmptyState
          icon={<IconGavel size={28} stroke={1.25} aria-hidden />}
          title={t('noPoliciesTitle')}
          hint={t('noPoliciesHint')}
        />
      ) : null}
      <ul className={classes.cards}>
        {policies.map((policy) =>
          edited?.id === policy.id ? (
            <li key={policy.id}>
              <PolicyFields
                policy={edited}
                onCancel={() => setEdited(null)}
                onSave={(one) => void save(one)}
              />
            </li>
          ) : (
            <li key={policy.id} className={classes.card}>
              <div className={classes.cardWords}>
                <span className={classes.cardTitle}>
                  {policy.title}
                  {policy.intent === null ? null : (
                    <span className={classes.tag}>{intent(policy.intent)}</span>
                  )}
                </span>
                <span>{policy.text}</span>
              </div>
              <Group gap="xs" wrap="nowrap">
                <Button variant="subtle" onClick={() => setEdited(policy)}>
                  {t('correct')}
                </Button>
                <Button variant="subtle" color="gray" onClick={() => void remove(policy)}>
                  {common('delete')}
                </Button>
              </Group>
            </li>
          ),
        )}
      </ul>
    </div>
  )
}

function PolicyFields(props: { policy: Policy; onCancel: () => void; onSave: (policy: Policy) => void }) {
  const { t } = useTranslation('knowledge')
  const { t: intent } = useTranslation('intents')
  const { t: common } = useTranslation('common')
  const [form, setForm] = useState(props.policy)
  const [tried, setTried] = useState(false)
  const checked = policySchema.safeParse(form)
  return (
    <form
      className={classes.card}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (checked.success) props.onSave(checked.data)
      }}
    >
      <Stack gap="sm" className={classes.grow ?? ''}>
        <Group grow align="flex-start">
          <TextInput
            data-autofocus
            label={t('policyTitle')}
            placeholder={t('policyTitlePlaceholder')}
            value={form.title}
            maxLength={60}
            onChange={(event) => setForm({ ...form, title: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('policyIntent')}
            value={form.intent ?? ''}
            data={[
              { value: '', label: t('anyIntent') },
              ...intentSchema.options.map((value) => ({ value, label: intent(value) })),
            ]}
            onChange={(event) =>
              setForm({ ...form, intent: intentSchema.safeParse(event.currentTarget.value).data ?? null })
            }
          />
        </Group>
        <Textarea
          label={t('policyText')}
          value={form.text}
          maxLength={POLICY_TEXT_MAX}
          error={tried && !checked.success ? t('policyWrong') : null}
          onChange={(event) => setForm({ ...form, text: event.currentTarget.value })}
          autosize
          minRows={2}
          maxRows={6}
        />
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={props.onCancel}>
            {common('cancel')}
          </Button>
          <Button type="submit">{common('save')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
