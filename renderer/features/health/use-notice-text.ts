import { useTranslation } from 'react-i18next'

import type { Notice } from '#shared/domain/health/notice.ts'

/** What a notice says and what to do, with the camera or output it is about. `nameOf`: an output's own name. */
export function useNoticeText(
  nameOf: (outputId: string) => string,
): (notice: Notice) => { readonly says: string; readonly todo: string } {
  const { t } = useTranslation('health')
  return ({ kind, subject }) => {
    const name =
      subject === null ? '' : kind === 'cameraStalled' ? t('camera', { slot: subject }) : nameOf(subject)
    return { says: t(`notice_${kind}`, { name }), todo: t(`todo_${kind}`) }
  }
}
