import { IconArrowNarrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { TierPreview } from '#shared/domain/fans/tier-rules.ts'
import type { Tier } from '#shared/domain/fans/tier.ts'
import classes from './tier-rules.module.css'
import { useFanWords } from './use-fan-words.ts'

/** Who would move from where to where. Keeps its place while it is being worked out. */
export function TierPreviewView({ preview, waiting }: { preview: TierPreview | null; waiting: boolean }) {
  const { t } = useTranslation('fans')
  const moved = preview?.moves.reduce((sum, { fans }) => sum + fans, 0) ?? 0
  return (
    <section className={classes.preview} aria-label={t('previewTitle')} aria-busy={waiting}>
      <h4>{t('previewTitle')}</h4>
      {preview === null ? (
        <p className={classes.quiet}>{waiting ? t('previewLoading') : ''}</p>
      ) : (
        <>
          <p className={classes.moved}>{moved === 0 ? t('previewNone') : t('previewMoves', { n: moved })}</p>
          <ul className={classes.moves}>
            {preview.moves.map(({ from, to, fans }) => (
              <li key={`${from}-${to}`}>
                <Move from={from} to={to} />
                <span className={classes.count}>{t('moveCount', { n: fans })}</span>
              </li>
            ))}
          </ul>
          {preview.byHand === 0 ? null : (
            <p className={classes.quiet}>{t('previewByHand', { n: preview.byHand })}</p>
          )}
          {preview.names.length === 0 ? null : (
            <>
              <h5>{t('previewFirst', { n: preview.names.length })}</h5>
              <ul className={classes.names}>
                {preview.names.map(({ fanId, name, from, to }) => (
                  <li key={fanId}>
                    <span className={classes.name}>{name}</span>
                    <Move from={from} to={to} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  )
}

function Move({ from, to }: { from: Tier; to: Tier }) {
  const words = useFanWords()
  return (
    <span className={classes.move}>
      {words.tier(from)}
      <IconArrowNarrowRight size={16} stroke={1.5} aria-hidden />
      <b>{words.tier(to)}</b>
    </span>
  )
}
