import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import {
  SUGGESTIONS_MAX,
  type Suggestion,
  type SuggestionSource,
} from '#shared/domain/knowledge/suggestion.ts'
import classes from './Proposals.module.css'

/** Below this the source may only be near to what was asked. */
const SURE_FROM = 0.5

/** Up to three replies with where each comes from; a press fills the box, nothing is sent by itself. */
export function Proposals(props: {
  /** Null while they are being looked up. */
  suggestions: readonly Suggestion[] | null
  /** Whether the digits 1 to 3 fill them in. */
  digits: boolean
  fill: (text: string) => string
  onUse: (suggestion: Suggestion) => void
}) {
  const { suggestions, digits, fill, onUse } = props
  const { t } = useTranslation('knowledge')
  const sourceText = useSourceText()
  return (
    <section aria-label={t('proposals')}>
      <h3 className={classes.heading}>{t('proposals')}</h3>
      {suggestions === null ? (
        <Skeleton height={44} radius={6} className={classes.waiting ?? ''} />
      ) : suggestions.length === 0 ? (
        <p className={classes.none}>{t('noProposals')}</p>
      ) : (
        <ol className={classes.list}>
          {suggestions.slice(0, SUGGESTIONS_MAX).map((suggestion, index) => {
            const text = fill(suggestion.text)
            const sure = suggestion.confidence >= SURE_FROM
            return (
              <li key={`${suggestion.source.kind}:${suggestion.text}`}>
                <button
                  type="button"
                  className={classes.proposal}
                  data-sure={sure}
                  title={text}
                  onClick={() => onUse(suggestion)}
                >
                  <span className={classes.digit} data-key={digits}>
                    {index + 1}
                  </span>
                  <span className={classes.words}>
                    <span className={classes.text}>{text}</span>
                    <span className={classes.source}>
                      {sure ? '' : `${t('unsure')} · `}
                      {sourceText(suggestion.source)}
                    </span>
                  </span>
                </button>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}

/** Where a proposal comes from, in one line: 常见问答 · 羊绒大衣 · 会起球吗. */
function useSourceText(): (source: SuggestionSource) => string {
  const { t } = useTranslation('knowledge')
  return ({ kind, title, productName }) => {
    const what = kind === 'item' ? itemFact(title) : title
    return [t(`source_${kind}`), productName, what].filter((part) => part !== '').join(' · ')
  }

  function itemFact(title: string): string {
    if (title === 'price' || title === 'stock' || title === 'coupon') return t(`item_${title}`)
    return title
  }
}
