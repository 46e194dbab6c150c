import { Button, Stack } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useTranslation } from 'react-i18next'
import type { AgoraScreen } from '#shared/protocol/agora.ts'

/** Lets the host choose what the native engine shares; null when he closes the dialog. */
export function chooseScreen(screens: readonly AgoraScreen[]): Promise<AgoraScreen | null> {
  return new Promise((resolve) => {
    const id = modals.open({
      title: <Title />,
      onClose: () => resolve(null),
      children: (
        <Stack gap="xs">
          {screens.map((screen) => (
            <Button
              key={`${screen.kind}:${screen.sourceId}`}
              variant="default"
              onClick={() => {
                resolve(screen)
                modals.close(id)
              }}
            >
              {screen.name}
            </Button>
          ))}
        </Stack>
      ),
    })
  })
}

function Title() {
  const { t } = useTranslation('engine')
  return t('chooseScreen')
}
