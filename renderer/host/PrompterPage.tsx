import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { PrompterStage } from '#renderer/features/prompter/PrompterStage.tsx'

/** The prompter in a window of its own, to be put on a second display. */
export function PrompterPage() {
  const { t } = useTranslation(['prompter', 'host'])
  useEffect(() => {
    document.title = `${t('title')} · ${t('studio', { ns: 'host' })}`
  }, [t])
  return <PrompterStage onClose={() => window.close()} />
}
