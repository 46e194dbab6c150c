import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { ReviewIncident } from '#shared/domain/review/review.ts'

export interface IncidentWords {
  readonly incident: (incident: Pick<ReviewIncident, 'kind' | 'subject' | 'problem'>) => string
  /** A problem alone, as it stands on the curve; one that has no words here is named as the log names it. */
  readonly problem: (problem: string) => string
}

/** What went wrong, in words. */
export function useIncidentWords(): IncidentWords {
  const { t, i18n } = useTranslation('reviewTables')
  return useMemo(() => {
    /** A log may hold kinds of another version, so words are looked up by name instead of being taken for granted. */
    const words = (namespace: string, key: string): string | null => {
      const text: unknown = i18n.getResource(i18n.language, namespace, key)
      return typeof text === 'string' ? text : null
    }
    const problem = (name: string): string =>
      words('reviewTables', `problem_${name}`) ?? words('media', `error.${name}`) ?? name
    const subject = (name: string): string => {
      const [, device, slot = ''] = /^(camera|microphone)(\d)$/.exec(name) ?? []
      if (device === 'camera') return t('subject_camera', { slot })
      if (device === 'microphone') return t('subject_microphone', { slot })
      return words('reviewTables', `subject_${name}`) ?? words('preflight', `about_${name}`) ?? name
    }
    return {
      problem,
      incident: (told) =>
        [
          t(`kind_${told.kind}`),
          ...(told.subject === '' ? [] : [subject(told.subject)]),
          ...(told.problem === null ? [] : [problem(told.problem)]),
        ].join(' · '),
    }
  }, [t, i18n])
}
