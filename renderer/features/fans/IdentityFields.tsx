import { ActionIcon, Autocomplete, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Identity } from '#shared/domain/fans/fan.ts'
import classes from './fans.module.css'

const SOURCES = ['room', 'agora', 'youzan', 'weimob', 'wecom']
const IDENTITIES_MAX = 20

/** Where the fan is known from. */
export function IdentityFields(props: {
  identities: readonly Identity[]
  incomplete: boolean
  onChange: (identities: Identity[]) => void
}) {
  const { identities, incomplete, onChange } = props
  const { t } = useTranslation('fans')
  const change = (at: number, part: Partial<Identity>): void =>
    onChange(identities.map((identity, index) => (index === at ? { ...identity, ...part } : identity)))
  return (
    <fieldset className={classes.identities}>
      <legend>{t('identities')}</legend>
      <p className={classes.hint}>{t('identitiesHint')}</p>
      {identities.map(({ source, userId }, index) => (
        <div key={index} className={classes.identity}>
          <Autocomplete
            aria-label={t('source')}
            placeholder={t('source')}
            data={SOURCES}
            value={source}
            maxLength={32}
            onChange={(value) => change(index, { source: value })}
          />
          <TextInput
            aria-label={t('userId')}
            placeholder={t('userId')}
            value={userId}
            maxLength={80}
            onChange={(event) => change(index, { userId: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('removeIdentity', { id: userId })}
            onClick={() => onChange(identities.filter((_, at) => at !== index))}
          >
            <IconX size={18} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      {incomplete ? <p className={classes.error}>{t('identityMissing')}</p> : null}
      {identities.length < IDENTITIES_MAX ? (
        <Button
          variant="subtle"
          size="sm"
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={() => onChange([...identities, { source: '', userId: '' }])}
        >
          {t('addIdentity')}
        </Button>
      ) : null}
    </fieldset>
  )
}
