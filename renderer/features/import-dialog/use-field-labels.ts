import { useTranslation } from 'react-i18next'

import type { ImportJob } from '#shared/protocol/imports.ts'

/** What fields are called in the language of the screen. */
export function useFieldLabels(job: ImportJob): (field: string) => string {
  const { i18n } = useTranslation()
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en'
  const labels = new Map(job.fields.map(({ field, label }) => [field, label[language]]))
  return (field) => labels.get(field) ?? field
}
