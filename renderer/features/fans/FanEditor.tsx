import { Button, Menu } from '@mantine/core'
import { IconAlertTriangle, IconArrowsJoin2, IconDots, IconUserX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import type { Fan } from '#shared/domain/fans/fan.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import { BLANK_FAN, checkForm, formOf, sameForm, type FanForm } from './fan-form.ts'
import { FanFields } from './FanFields.tsx'
import { FanFigures, FanPurchases } from './FanFactsView.tsx'
import classes from './fans.module.css'
import { ForgetDialog } from './ForgetDialog.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { useFanActions } from './use-fan-actions.ts'
import { useFanFacts } from './use-fan-facts.ts'

/** One fan: what is counted, what was bought, and everything that can be changed. `fan` null: a new one. */
export function FanEditor(props: {
  fan: Fan | null
  knownTags: readonly string[]
  live: boolean
  onDirty: (name: string | null) => void
  /** The fan as it is stored now; null when it is gone. */
  onStored: (fan: Fan | null) => void
}) {
  const { fan, knownTags, live, onDirty, onStored } = props
  const { t } = useTranslation('fans')
  const { t: common } = useTranslation('common')
  const actions = useFanActions()
  const clean = fan === null ? BLANK_FAN : formOf(fan)
  const [form, setForm] = useState<FanForm>(clean)
  const [saving, setSaving] = useState(false)
  const [notice, setNotice] = useState<string | null>(null)
  const [holder, setHolder] = useState<Fan | null>(null)
  const [dialog, setDialog] = useState<'merge' | 'forget' | null>(null)
  const dirty = !sameForm(form, clean)
  const check = checkForm(form)
  const [identity] = fan?.identities ?? []
  const facts = useFanFacts(
    identity === undefined ? null : viewerKey(identity.source, identity.userId),
    fan?.updatedAtMs,
  )

  const change = (next: FanForm): void => {
    setForm(next)
    setHolder(null)
    onDirty(sameForm(next, clean) ? null : next.name || t('newFan'))
  }
  const stored = (next: Fan | null): void => {
    onDirty(null)
    onStored(next)
  }
  const save = async (): Promise<void> => {
    if (check.edit === null || saving) return
    setSaving(true)
    const outcome = await actions.save(fan, check.edit)
    setSaving(false)
    if (outcome === null) return
    setNotice(null)
    if (outcome.kind === 'saved') {
      setForm(formOf(outcome.fan))
      stored(outcome.fan)
    } else if (outcome.kind === 'identityTaken') {
      setHolder(outcome.fan)
      setNotice(t('identityTaken', { name: outcome.fan.name }))
    } else if (outcome.kind === 'tooManyIdentities') {
      setNotice(t('tooManyIdentities'))
    } else if (outcome.fan === null) {
      setNotice(t('fanGone'))
    } else {
      setForm(formOf(outcome.fan))
      setNotice(t('changedSince', { name: outcome.fan.name }))
      stored(outcome.fan)
    }
  }

  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className={classes.editorBody}>
        <header className={classes.fanHead}>
          <h3>{fan?.name ?? t('newFan')}</h3>
          {fan === null ? null : <TierMarks fans={[fan]} />}
          {fan === null ? null : (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button
                  className={classes.more}
                  variant="subtle"
                  color="gray"
                  size="sm"
                  leftSection={<IconDots size={18} stroke={1.75} />}
                >
                  {t('moreActions')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconArrowsJoin2 size={18} stroke={1.5} />}
                  onClick={() => setDialog('merge')}
                >
                  {t('merge')}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconUserX size={18} stroke={1.5} />}
                  onClick={() => setDialog('forget')}
                >
                  {t('forget')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </header>
        {fan === null ? null : <FanFigures fan={fan} />}
        {fan === null ? null : <FanPurchases facts={facts} />}
        <FanFields
          form={form}
          check={check}
          touched={dirty}
          tierBy={fan?.tierBy ?? 'hand'}
          knownTags={knownTags}
          onChange={change}
        />
      </div>
      <footer className={classes.editorFoot}>
        {notice === null ? (
          <span />
        ) : (
          <p className={classes.notice} role="alert">
            <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
            <span>{notice}</span>
            {holder === null || fan === null ? null : (
              <Button size="sm" variant="light" onClick={() => setDialog('merge')}>
                {t('mergeThem')}
              </Button>
            )}
          </p>
        )}
        <Button type="submit" disabled={!dirty || check.edit === null} loading={saving}>
          {common('save')}
        </Button>
      </footer>
      {dialog === 'merge' && fan !== null ? (
        <MergeDialog
          kept={fan}
          suggested={holder}
          onClose={() => setDialog(null)}
          onMerge={async (gone) => {
            const merged = await actions.merge(fan, gone)
            if (merged === null) return
            setDialog(null)
            setNotice(null)
            setForm(formOf(merged))
            stored(merged)
          }}
        />
      ) : null}
      {dialog === 'forget' && fan !== null ? (
        <ForgetDialog
          fan={fan}
          live={live}
          onClose={() => setDialog(null)}
          onForget={async () => {
            if (await actions.forget(fan)) stored(null)
          }}
        />
      ) : null}
    </form>
  )
}
