import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { intentSchema } from '#shared/domain/questions/intent.ts'
import { cannedReplySchema, REPLY_VARIABLES, type CannedReply } from '#shared/domain/replies/canned-reply.ts'
import classes from './ReplyForm.module.css'
import type { FormCheck } from './reply-form.ts'

const TITLE_MAX = 40
const TEXT_MAX = 300
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

const VARIABLE_HINTS = {
  viewer: 'variableViewer',
  item: 'variableItem',
  price: 'variablePrice',
  host: 'variableHost',
} as const

/** The editor of one canned reply, with its preview and what looks wrong about its variables. */
export function ReplyForm(props: {
  form: CannedReply
  check: FormCheck
  /** Replies that have a digit, to say whose it would be taken from. */
  owners: ReadonlyMap<string, CannedReply>
  dirty: boolean
  saving: boolean
  onChange: (form: CannedReply) => void
  onSave: () => void
  onDelete: (() => void) | null
}) {
  const { form, check, owners, dirty, saving, onChange, onSave, onDelete } = props
  const { t } = useTranslation('replies')
  const { t: intent } = useTranslation('intents')
  const { t: common } = useTranslation('common')
  const field = useRef<HTMLTextAreaElement>(null)
  const owner = form.shortcut === null ? undefined : owners.get(form.shortcut)
  const taken = owner !== undefined && owner.id !== form.id

  const insert = (name: string): void => {
    const { selectionStart: from, selectionEnd: to } = field.current ?? {
      selectionStart: form.text.length,
      selectionEnd: form.text.length,
    }
    const token = `{${name}}`
    onChange({ ...form, text: `${form.text.slice(0, from)}${token}${form.text.slice(to)}` })
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(from + token.length, from + token.length)
    })
  }

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <Stack gap="md">
        <TextInput
          size="md"
          label={t('titleLabel')}
          placeholder={t('titlePlaceholder')}
          value={form.title}
          maxLength={TITLE_MAX}
          error={dirty && check.titleMissing ? t('titleMissing') : null}
          onChange={(event) => onChange({ ...form, title: event.currentTarget.value })}
        />
        <Group grow align="flex-start" gap="md">
          <NativeSelect
            size="md"
            label={t('intentLabel')}
            value={form.intent}
            data={intentSchema.options.map((value) => ({ value, label: intent(value) }))}
            onChange={(event) => onChange({ ...form, intent: intentSchema.parse(event.currentTarget.value) })}
          />
          <NativeSelect
            size="md"
            label={t('shortcutLabel')}
            description={taken ? t('shortcutTaken', { title: owner.title }) : null}
            inputWrapperOrder={['label', 'input', 'description']}
            value={form.shortcut ?? ''}
            data={[
              { value: '', label: t('noShortcut') },
              ...DIGITS.map((digit) => ({ value: digit, label: digit })),
            ]}
            onChange={(event) =>
              onChange({
                ...form,
                shortcut: cannedReplySchema.shape.shortcut.parse(event.currentTarget.value || null),
              })
            }
          />
        </Group>
        <div>
          <Textarea
            size="md"
            ref={field}
            label={t('textLabel')}
            placeholder={t('textPlaceholder')}
            value={form.text}
            maxLength={TEXT_MAX}
            error={dirty && check.textMissing ? t('textMissing') : null}
            onChange={(event) => onChange({ ...form, text: event.currentTarget.value })}
            autosize
            minRows={4}
            maxRows={8}
          />
          <div className={classes.variables}>
            {REPLY_VARIABLES.map((name) => (
              <Button key={name} size="sm" variant="default" onClick={() => insert(name)}>
                {`{${name}}`}
                <span className={classes.variableHint}>{t(VARIABLE_HINTS[name])}</span>
              </Button>
            ))}
            <span className={classes.length}>
              {form.text.length} / {TEXT_MAX}
            </span>
          </div>
        </div>
        {check.suspects.length === 0 ? null : (
          <Text size="sm" className={classes.suspects} role="alert">
            {t('suspects', { names: check.suspects.join(' ') })}
          </Text>
        )}
        <section className={classes.preview} aria-label={t('preview')}>
          <span className={classes.previewLabel}>{t('preview')}</span>
          <p className={classes.previewText}>{check.preview === '' ? t('previewEmpty') : check.preview}</p>
        </section>
        <Group justify="space-between">
          {onDelete === null ? (
            <span />
          ) : (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={18} stroke={1.75} />}
              onClick={onDelete}
            >
              {common('delete')}
            </Button>
          )}
          <Button type="submit" disabled={!dirty || check.reply === null} loading={saving}>
            {common('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
