import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import '#renderer/session-client/open-transport.ts'
import type { RecordingFile } from './recorder.ts'

/** Where the file is: shown in the file manager by the desktop shell, else offered as a download. */
export function RecordingFileLink({ file }: { file: RecordingFile }) {
  const { t } = useTranslation('recording')
  const shell = window.studio
  return shell ? (
    <Anchor component="button" size="sm" onClick={() => void shell.revealSessionFolder(file.sessionId)}>
      {t('reveal')}
    </Anchor>
  ) : (
    <Anchor href={file.url} download={file.name} size="sm">
      {t('download')}
    </Anchor>
  )
}
