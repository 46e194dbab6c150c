import { useDebouncedValue } from '@mantine/hooks'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { tierRulesSchema, type TierPreview, type TierRule } from '#shared/domain/fans/tier-rules.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import { randomId } from '#renderer/session-client/random-id.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { checkRule, ruleFormOf, type RuleForm } from './rule-form.ts'

type Applied = Extract<ResponseBody, { type: 'tierRules' }>['applied']

const PREVIEW_AFTER_MS = 300

/** The rules being edited, what they would do, and doing it. */
export interface TierRulesDesk {
  /** Null until they have come. */
  readonly forms: readonly RuleForm[] | null
  readonly failed: boolean
  /** Null while the rules cannot be read or it is being worked out. */
  readonly preview: TierPreview | null
  readonly whole: boolean
  readonly applied: Applied
  readonly busy: boolean
  readonly change: (forms: readonly RuleForm[]) => void
  readonly load: () => void
  readonly apply: () => Promise<void>
  readonly takeBack: () => Promise<void>
}

export function useTierRules(): TierRulesDesk {
  const client = useStaffClient()
  const toasts = useToasts()
  const { problemText } = useRefusalText()
  const { t } = useTranslation('fans')
  const [forms, setForms] = useState<readonly RuleForm[] | null>(null)
  const [applied, setApplied] = useState<Applied>(null)
  const [failed, setFailed] = useState(false)
  const [busy, setBusy] = useState(false)
  const [preview, setPreview] = useState<Previewed | null>(null)
  const [version, setVersion] = useState(0)
  const rules = rulesOf(forms)
  const [settled] = useDebouncedValue(rules === null ? null : JSON.stringify(rules), PREVIEW_AFTER_MS)

  const take = useCallback((body: Extract<ResponseBody, { type: 'tierRules' }>): void => {
    setForms(body.rules.map((rule) => ruleFormOf(rule, randomId())))
    setApplied(body.applied)
    setFailed(false)
    setVersion((times) => times + 1)
  }, [])
  const load = useCallback((): void => {
    void client.request({ type: 'getTierRules' }).then((outcome) => {
      if (outcome.ok && outcome.body.type === 'tierRules') take(outcome.body)
      else setFailed(true)
    })
  }, [client, take])
  useEffect(load, [load])

  useEffect(() => {
    if (settled === null) return
    let stale = false
    const asked = tierRulesSchema.parse(JSON.parse(settled))
    void client.request({ type: 'previewTierRules', rules: asked }).then((outcome) => {
      if (!stale && outcome.ok && outcome.body.type === 'tierPreview')
        setPreview({ of: settled, version, preview: outcome.body.preview })
    })
    return () => {
      stale = true
    }
  }, [client, settled, version])

  const run = async (request: Request, said: (moved: number) => string): Promise<void> => {
    setBusy(true)
    const outcome = await client.request(request)
    setBusy(false)
    if (!outcome.ok) return toasts.failed(problemText(outcome.problem))
    if (outcome.body.type !== 'tierRules') return
    take(outcome.body)
    toasts.done(said(outcome.body.applied?.moved ?? 0))
  }
  return {
    forms,
    failed,
    preview: isOf(preview, rules, version) ? preview.preview : null,
    whole: rules !== null,
    applied,
    busy,
    change: setForms,
    load,
    apply: async () => {
      if (rules === null) return
      await run({ type: 'applyTierRules', rules }, (moved) =>
        moved === 0 ? t('rulesSaved') : t('applied', { n: moved }),
      )
    },
    takeBack: () => run({ type: 'takeBackTiers' }, () => t('takenBack')),
  }
}

interface Previewed {
  /** The rules it is of, as JSON, and after how many applications. */
  readonly of: string
  readonly version: number
  readonly preview: TierPreview
}

const isOf = (
  preview: Previewed | null,
  rules: readonly TierRule[] | null,
  version: number,
): preview is Previewed =>
  preview !== null && rules !== null && preview.version === version && preview.of === JSON.stringify(rules)

/** The rules, if every one of them can be read. */
function rulesOf(forms: readonly RuleForm[] | null): TierRule[] | null {
  if (forms === null) return null
  const checks = forms.map(checkRule)
  return checks.every((check) => check.ok) ? checks.flatMap((check) => (check.ok ? [check.rule] : [])) : null
}
