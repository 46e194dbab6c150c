import { useTranslation } from 'react-i18next'

import classes from './how-counted.module.css'

/** Under a figure or a table: how it is counted, and what to mind when reading it. */
export function HowCounted({ formula, caveat }: { formula: string; caveat: string }) {
  const { t } = useTranslation('across')
  return (
    <dl className={classes.how}>
      <div>
        <dt>{t('how')}</dt>
        <dd>{formula}</dd>
      </div>
      <div>
        <dt>{t('caveatLabel')}</dt>
        <dd>{caveat}</dd>
      </div>
    </dl>
  )
}
