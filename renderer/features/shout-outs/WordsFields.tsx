import { Button, SegmentedControl, Select, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { defaultTemplates } from '#shared/domain/shout-outs/default-rules.ts'
import {
  SIGNAL_KINDS,
  TEMPLATE_TIERS,
  type SignalKind,
  type TemplateTier,
} from '#shared/domain/shout-outs/rules.ts'
import { fillLine, VARIABLES, type Values, type Variable } from '#shared/domain/shout-outs/text.ts'
import classes from './rules-dialog.module.css'
import {
  linesIn,
  templateProblem,
  templatesDraft,
  type RulesDraft,
  type TemplateProblem,
} from './rules-form.ts'

/** The words of each reason, for everyone or for one tier, with what becomes of them. */
export function WordsFields(props: { draft: RulesDraft; onChange: (draft: RulesDraft) => void }) {
  const { draft, onChange } = props
  const { t, i18n } = useTranslation('shoutOuts')
  const [kind, setKind] = useState<SignalKind>('entered')
  const [tier, setTier] = useState<TemplateTier>('any')
  const field = useRef<HTMLTextAreaElement>(null)
  const text = draft.templates[kind][tier]
  const problem = templateProblem(text)
  const problemText = (wrong: TemplateProblem): string => {
    switch (wrong.kind) {
      case 'unknownVariable':
        return t('unknownVariable', { name: wrong.name })
      case 'strayBrace':
        return t('strayBrace')
      case 'tooLong':
      case 'tooMany':
        return t(wrong.kind, { n: wrong.n })
      default:
        return wrong satisfies never
    }
  }
  const setText = (value: string): void =>
    onChange({
      ...draft,
      templates: { ...draft.templates, [kind]: { ...draft.templates[kind], [tier]: value } },
    })
  const insert = (variable: Variable): void => {
    const element = field.current
    const [from, to] = element ? [element.selectionStart, element.selectionEnd] : [text.length, text.length]
    setText(`${text.slice(0, from)}{${variable}}${text.slice(to)}`)
    element?.focus()
  }
  const isBroken = (one: SignalKind): boolean =>
    TEMPLATE_TIERS.some((each) => templateProblem(draft.templates[one][each]) !== null)

  return (
    <>
      <div className={classes.choose}>
        <Select
          aria-label={t('words')}
          allowDeselect={false}
          value={kind}
          data={SIGNAL_KINDS.map((one) => ({
            value: one,
            label: `${t(`signal_${one}`)}${isBroken(one) ? ' ⚠' : ''}`,
          }))}
          onChange={(value) => setKind(SIGNAL_KINDS.find((one) => one === value) ?? kind)}
        />
        <SegmentedControl
          value={tier}
          data={TEMPLATE_TIERS.map((one) => ({ value: one, label: t(`tier_${one}`) }))}
          onChange={(value) => setTier(TEMPLATE_TIERS.find((one) => one === value) ?? tier)}
        />
      </div>
      <Textarea
        ref={field}
        label={t(`signal_${kind}`)}
        description={tier === 'any' ? t('wordsHint') : `${t('wordsHint')}${t('wordsOwn')}`}
        autosize
        minRows={3}
        maxRows={6}
        value={text}
        error={problem && problemText(problem)}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <div className={classes.variables}>
        <span className={classes.quiet}>{t('variables')}</span>
        {VARIABLES.map((variable) => (
          <Button key={variable} size="sm" variant="default" onClick={() => insert(variable)}>
            {t(`var_${variable}`)}
          </Button>
        ))}
      </div>
      {/* What a tier's own lines cannot say, those of everyone do, and those of any welcome at last. */}
      <Preview
        lines={[text, draft.templates[kind].any, draft.templates.entered.any].flatMap((lines) =>
          linesIn(lines),
        )}
      />
      <Button
        size="sm"
        variant="subtle"
        onClick={() =>
          setText(
            templatesDraft(defaultTemplates(i18n.language.startsWith('zh') ? 'zh-CN' : 'en'))[kind][tier],
          )
        }
      >
        {t('restore')}
      </Button>
    </>
  )
}

/** The same lines for somebody of whom everything is known, and for somebody of whom the name is. */
function Preview({ lines }: { lines: readonly string[] }) {
  const { t } = useTranslation('shoutOuts')
  const name = t('example_name')
  const bare: Values = {
    name,
    lastPurchase: null,
    daysAgo: null,
    awayDays: null,
    due: null,
    price: null,
    visits: null,
    item: null,
    minutes: null,
  }
  const full: Values = {
    name,
    lastPurchase: t('example_lastPurchase'),
    daysAgo: '40',
    awayDays: '21',
    due: t('example_due'),
    price: '¥199',
    visits: '10',
    item: t('example_item'),
    minutes: '45',
  }
  const first = (values: Values): string => {
    for (const line of lines) {
      const text = fillLine(line, values)
      if (text !== null) return text
    }
    return name
  }
  return (
    <dl className={classes.preview} aria-label={t('preview')}>
      <dt className={classes.quiet}>{t('previewFull')}</dt>
      <dd>{first(full)}</dd>
      <dt className={classes.quiet}>{t('previewBare')}</dt>
      <dd>{first(bare)}</dd>
    </dl>
  )
}
