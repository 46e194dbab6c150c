import { Button, FileButton, Group, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { IconPhoto, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { assetUrl, uploadAsset } from '#renderer/session-client/asset-client.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { FaqFields } from './FaqFields.tsx'
import classes from './knowledge.module.css'
import { checkForm, FACTS_MAX, type ProductForm } from './product-form.ts'

/** The editor of one product. What is wrong is said once somebody has tried to save it. */
export function ProductFields(props: {
  form: ProductForm
  isNew: boolean
  dirty: boolean
  saving: boolean
  onChange: (form: ProductForm) => void
  onSave: () => void
  onRemove: (() => void) | null
}) {
  const { form, isNew, dirty, saving, onChange, onSave, onRemove } = props
  const { t } = useTranslation('knowledge')
  const { t: common } = useTranslation('common')
  const [tried, setTried] = useState(false)
  const { problems } = checkForm(form)
  const set = (change: Partial<ProductForm>): void => onChange({ ...form, ...change })
  const wrong = (problem: Parameters<typeof problems.has>[0], words: string): string | null =>
    tried && problems.has(problem) ? words : null

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (problems.size === 0) onSave()
      }}
    >
      <Stack gap="md" className={classes.fields ?? ''}>
        <Group align="flex-start" gap="md" wrap="nowrap">
          <Picture assetId={form.assetId} onChange={(assetId) => set({ assetId })} />
          <Stack gap="sm" className={classes.grow ?? ''}>
            <TextInput
              label={t('name')}
              value={form.name}
              maxLength={60}
              error={wrong('name', t('nameMissing'))}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <TextInput
              label={t('code')}
              description={isNew ? t('codeHint') : undefined}
              value={form.productId}
              maxLength={64}
              readOnly={!isNew}
              disabled={!isNew}
              error={wrong('code', t('codeMissing'))}
              onChange={(event) => set({ productId: event.currentTarget.value })}
            />
          </Stack>
        </Group>
        <TagsInput
          label={t('aliases')}
          placeholder={form.aliases.length === 0 ? t('aliasesHint') : ''}
          value={[...form.aliases]}
          maxTags={20}
          acceptValueOnBlur
          onChange={(aliases) => set({ aliases: aliases.map((alias) => alias.trim().slice(0, 40)) })}
        />
        <Group grow align="flex-start" gap="md">
          <TextInput
            label={t('price')}
            value={form.price}
            inputMode="decimal"
            error={wrong('price', t('priceWrong'))}
            onChange={(event) => set({ price: event.currentTarget.value })}
          />
          <TextInput
            label={t('days')}
            description={t('daysHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={form.days}
            inputMode="numeric"
            error={wrong('days', t('daysWrong'))}
            onChange={(event) => set({ days: event.currentTarget.value })}
          />
        </Group>
        <Textarea
          label={t('facts')}
          description={t('factsHint', { max: FACTS_MAX })}
          value={form.facts}
          error={wrong('facts', t('factsWrong', { max: FACTS_MAX }))}
          onChange={(event) => set({ facts: event.currentTarget.value })}
          autosize
          minRows={3}
          maxRows={10}
        />
        <FaqFields
          faq={form.faq}
          error={wrong('faq', t('faqWrong')) ?? wrong('size', t('tooBig'))}
          onChange={(faq) => set({ faq })}
        />
      </Stack>
      <div className={classes.foot}>
        {onRemove === null ? (
          <span />
        ) : (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconTrash size={18} stroke={1.75} />}
            onClick={onRemove}
          >
            {common('delete')}
          </Button>
        )}
        <Button type="submit" disabled={!dirty} loading={saving}>
          {common('save')}
        </Button>
      </div>
    </form>
  )
}

function Picture(props: { assetId: string | null; onChange: (assetId: string | null) => void }) {
  const { assetId, onChange } = props
  const { t } = useTranslation('knowledge')
  const { t: common } = useTranslation('common')
  const { failed } = useToasts()
  const [busy, setBusy] = useState(false)
  const choose = async (file: File | null): Promise<void> => {
    if (file === null) return
    setBusy(true)
    const uploaded = await uploadAsset(file)
    setBusy(false)
    if (uploaded.ok) onChange(uploaded.assetId)
    else failed(common(`imageProblem_${uploaded.problem}`))
  }
  return (
    <div className={classes.picture}>
      <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void choose(file)}>
        {(button) => (
          <button
            {...button}
            type="button"
            className={classes.frame}
            disabled={busy}
            aria-label={assetId === null ? t('choosePicture') : t('changePicture')}
          >
            {assetId === null ? (
              <>
                <IconPhoto size={24} stroke={1.25} aria-hidden />
                <span>{t('choosePicture')}</span>
              </>
            ) : (
              <img src={assetUrl(assetId)} alt={t('picture')} />
            )}
          </button>
        )}
      </FileButton>
      {assetId === null ? null : (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange(null)}>
          {t('removePicture')}
        </Button>
      )}
    </div>
  )
}
