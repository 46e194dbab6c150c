import { Button, Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import type { ReviewData } from './use-review-data.ts'

/** A view's data, or why it is not there yet and what can be done. */
export function DataState<Value>(props: {
  data: ReviewData<Value>
  children: (value: Value) => ReactNode
}): ReactNode {
  const { data, children } = props
  const { t } = useTranslation('review')
  switch (data.state) {
    case 'loading':
      return (
        <div role="status">
          <EmptyState icon={<Loader size="sm" />} title={t('loading')} hint={t('loadingHint')} />
        </div>
      )
    case 'failed':
      return (
        <div role="alert">
          <EmptyState
            title={t(`problem_${data.problem}`)}
            hint={t(`problem_${data.problem}Hint`)}
            action={
              <Button size="sm" variant="default" onClick={data.retry}>
                {t('retry')}
              </Button>
            }
          />
        </div>
      )
    case 'ready':
      return children(data.value)
    default:
      return data satisfies never
  }
}
