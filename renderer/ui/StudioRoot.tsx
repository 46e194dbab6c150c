import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './studio.css'

import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import type { i18n } from 'i18next'
import type { ReactNode } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'

import { studioTheme, studioVariables } from './theme.ts'

const colorSchemeManager = localStorageColorSchemeManager({ key: 'huitou.theme' })

/**
 * What every page stands in: language, theme, dialogs and toasts. `i18n` comes from `createStudioI18n`; a page that
 * lies over pictures is dark, and a report light, whatever this device prefers elsewhere (`colorScheme`).
 */
export function StudioRoot(props: { i18n: i18n; colorScheme?: 'dark' | 'light'; children: ReactNode }) {
  const { i18n, colorScheme, children } = props
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider
        theme={studioTheme}
        cssVariablesResolver={studioVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="dark"
        {...(colorScheme && { forceColorScheme: colorScheme })}
      >
        <Dialogs>{children}</Dialogs>
        <Notifications position="bottom-center" limit={3} autoClose={6_000} containerWidth={480} />
      </MantineProvider>
    </I18nextProvider>
  )
}

function Dialogs({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common')
  return <ModalsProvider labels={{ confirm: t('confirm'), cancel: t('cancel') }}>{children}</ModalsProvider>
}
