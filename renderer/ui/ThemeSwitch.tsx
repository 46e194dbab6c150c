import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Dark for the studio, light for a bright office; remembered on this device. */
export function ThemeSwitch() {
  const { t } = useTranslation('common')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('theme')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value === 'light' ? 'light' : 'dark')}
      data={[
        { value: 'dark', label: t('themeDark') },
        { value: 'light', label: t('themeLight') },
      ]}
    />
  )
}
