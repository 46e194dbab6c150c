import { Button, Modal, Switch, Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ShoutOutRules } from '#shared/domain/shout-outs/rules.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { PaceFields } from './PaceFields.tsx'
import classes from './rules-dialog.module.css'
import { draftOf, rulesIn, type RulesDraft } from './rules-form.ts'
import { WordsFields } from './WordsFields.tsx'

/** When the host is prompted to greet somebody, and in what words. Nothing holds before it is saved. */
export function RulesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shoutOuts')
  const rules = useStaff(({ session }) => session?.shoutOuts.rules ?? null)
  return (
    <Modal opened onClose={onClose} title={t('rulesTitle')} size={760}>
      {rules ? <Editor rules={rules} onClose={onClose} /> : null}
    </Modal>
  )
}

function Editor({ rules, onClose }: { rules: ShoutOutRules; onClose: () => void }) {
  const { t } = useTranslation('shoutOuts')
  const client = useStaffClient()
  const toasts = useToasts()
  const { refusalText } = useRefusalText()
  const [draft, setDraft] = useState<RulesDraft>(() => draftOf(rules))
  const [saving, setSaving] = useState(false)
  const edited = rulesIn(draft)

  const save = async (): Promise<void> => {
    if (!edited) return
    setSaving(true)
    const outcome = await client.command({ type: 'setShoutOutRules', rules: edited })
    setSaving(false)
    if (!outcome.ok) return toasts.failed(refusalText(outcome.refusal, client.clock.nowMs()))
    toasts.done(t('saved'))
    onClose()
  }

  return (
    <>
      <Switch
        checked={draft.on}
        label={t('on')}
        description={t('onHint')}
        onChange={({ currentTarget: { checked } }) => setDraft({ ...draft, on: checked })}
      />
      <Tabs defaultValue="pace" className={classes.tabs} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="pace">{t('whom')}</Tabs.Tab>
          <Tabs.Tab value="words">{t('words')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="pace" className={classes.panel}>
          <PaceFields draft={draft} onChange={setDraft} />
        </Tabs.Panel>
        <Tabs.Panel value="words" className={classes.panel}>
          <WordsFields draft={draft} onChange={setDraft} />
        </Tabs.Panel>
      </Tabs>
      <footer className={classes.foot}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button disabled={!edited} loading={saving} onClick={() => void save()}>
          {t('save')}
        </Button>
      </footer>
    </>
  )
}
