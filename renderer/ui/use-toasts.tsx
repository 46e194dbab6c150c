import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** Short messages at the lower edge: what has happened, with a way back where there is one, and what has not. */
export interface Toasts {
  readonly done: (message: string, undo?: () => void) => void
  readonly failed: (message: string) => void
}

const LAST_ACTION = 'last-action'

export function useToasts(): Toasts {
  const { t } = useTranslation('common')
  const done = useCallback(
    (message: string, undo?: () => void) => {
      // Only the latest action can be taken back from here: an older toast's button would take back the wrong one.
      notifications.hide(LAST_ACTION)
      notifications.show({
        id: undo === undefined ? `done-${message}` : LAST_ACTION,
        color: 'teal',
        withCloseButton: undo === undefined,
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{message}</Text>
            {undo === undefined ? null : (
              <Button
                size="sm"
                variant="light"
                onClick={() => {
                  notifications.hide(LAST_ACTION)
                  undo()
                }}
              >
                {t('undo')}
              </Button>
            )}
          </Group>
        ),
      })
    },
    [t],
  )
  const failed = useCallback((message: string) => {
    notifications.show({ id: `failed-${message}`, color: 'gray', autoClose: 8_000, message })
  }, [])
  return useMemo(() => ({ done, failed }), [done, failed])
}
