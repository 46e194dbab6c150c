import { useTranslation } from 'react-i18next'

import type { ImportCounts } from '#shared/domain/imports/counts.ts'
import classes from './import-dialog.module.css'

const SHOWN = ['created', 'updated', 'merged', 'unchanged', 'rejected'] as const

/** How many rows do what. */
export function CountsRow({ counts }: { counts: ImportCounts }) {
  const { t } = useTranslation('imports')
  return (
    <dl className={classes.counts}>
      {SHOWN.map((what) => (
        <div key={what} className={classes.count} data-none={counts[what] === 0}>
          <dt>{t(`count_${what}`)}</dt>
          <dd>{counts[what].toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  )
}
