import { useTranslation } from 'react-i18next'

import type { Review } from '#shared/domain/review/review.ts'

export function useIncidentWords(): (incident: Review['incidents'][number]) => string {
  const { t } = useTranslation('reviewTables')
  return ({ kind, subject, problem }) =>
    [t(`kind_${kind}`), subject, ...(problem === null ? [] : [problem])].join(' · ')
}
