import { useTranslation } from 'react-i18next'

import type { WallCard } from '#shared/domain/wall/wall-card.ts'
import { useLingering } from './use-lingering.ts'
import classes from './WallCardView.module.css'

/** A question, who asked it and its answer. Sizes follow the font size of what it stands in; fades in and out. */
export function WallCardView({ card }: { card: WallCard | null }) {
  const { t } = useTranslation('roomCards')
  const { shown, leaving } = useLingering(card)
  return (
    <div role="status">
      {shown === null ? null : (
        <article
          key={`${shown.questionId ?? ''}:${shown.fromMs}`}
          className={classes.card}
          data-leaving={leaving || undefined}
        >
          <p className={classes.asker}>{t('asks', { name: shown.askerName })}</p>
          <p className={classes.question}>{shown.question}</p>
          {shown.answer === null ? (
            <p className={classes.aloud}>{t('aloud')}</p>
          ) : (
            <p className={classes.answer}>{shown.answer}</p>
          )}
        </article>
      )}
    </div>
  )
}
