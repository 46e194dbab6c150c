import {
  Group,
  NativeSelect,
  SegmentedControl,
  Stack,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { consentSchema } from '#shared/domain/fans/fan.ts'
import { tierSchema } from '#shared/domain/fans/tier.ts'
import classes from './fans.module.css'
import type { FanForm, FormCheck } from './fan-form.ts'
import { IdentityFields } from './IdentityFields.tsx'
import { useFanWords } from './use-fan-words.ts'

/** Everything of a fan that people may change. */
export function FanFields(props: {
  form: FanForm
  check: FormCheck
  /** Problems are told once something has been typed. */
  touched: boolean
  /** Who set the tier, where nobody has fixed it. */
  tierBy: 'hand' | 'import' | 'rules'
  knownTags: readonly string[]
  onChange: (form: FanForm) => void
}) {
  const { form, check, touched, tierBy, knownTags, onChange } = props
  const { t } = useTranslation('fans')
  const words = useFanWords()
  const put = (part: Partial<FanForm>): void => onChange({ ...form, ...part })
  return (
    <Stack gap="md">
      <Group grow align="flex-start" gap="md">
        <TextInput
          size="md"
          label={t('name')}
          value={form.name}
          maxLength={40}
          error={touched && check.nameMissing ? t('nameMissing') : null}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <TextInput
          size="md"
          label={t('sayAs')}
          placeholder={t('sayAsPlaceholder')}
          value={form.sayAs}
          maxLength={40}
          onChange={(event) => put({ sayAs: event.currentTarget.value })}
        />
      </Group>
      <div className={classes.tierField}>
        <SegmentedControl
          aria-label={t('tier')}
          value={form.tier}
          data={tierSchema.options.map((tier) => ({ value: tier, label: words.tier(tier) }))}
          // A tier that a person chooses is one that rules leave alone, until that person says otherwise.
          onChange={(value) => put({ tier: tierSchema.parse(value), tierByHand: true })}
        />
        <Switch
          label={t('fixTier')}
          description={
            form.tierByHand ? t('fixTierHint') : tierBy === 'import' ? t('tierByImport') : t('tierByRules')
          }
          checked={form.tierByHand}
          onChange={(event) => put({ tierByHand: event.currentTarget.checked })}
        />
        <Switch
          label={t('privateDomain')}
          description={t('privateDomainHint')}
          checked={form.privateDomain}
          onChange={(event) => put({ privateDomain: event.currentTarget.checked })}
        />
      </div>
      <Group grow align="flex-start" gap="md">
        <TextInput
          size="md"
          label={t('birthday')}
          placeholder={t('birthdayPlaceholder')}
          value={form.birthday}
          maxLength={20}
          error={check.birthdayInvalid ? t('birthdayInvalid') : null}
          onChange={(event) => put({ birthday: event.currentTarget.value })}
        />
        <NativeSelect
          size="md"
          label={t('consent')}
          value={form.consent}
          data={consentSchema.options.map((consent) => ({ value: consent, label: t(`consent_${consent}`) }))}
          onChange={(event) => put({ consent: consentSchema.parse(event.currentTarget.value) })}
        />
      </Group>
      <TagsInput
        size="md"
        label={t('tags')}
        placeholder={form.tags.length === 0 ? t('tagsPlaceholder') : ''}
        value={form.tags}
        data={[...knownTags]}
        maxTags={30}
        maxLength={20}
        onChange={(tags) => put({ tags })}
      />
      <Textarea
        size="md"
        label={t('notes')}
        placeholder={t('notesPlaceholder')}
        value={form.notes}
        maxLength={500}
        autosize
        minRows={2}
        maxRows={6}
        onChange={(event) => put({ notes: event.currentTarget.value })}
      />
      <IdentityFields
        identities={form.identities}
        incomplete={check.identityMissing}
        onChange={(identities) => put({ identities })}
      />
    </Stack>
  )
}
