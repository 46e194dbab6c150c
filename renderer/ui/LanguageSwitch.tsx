import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Switches the page's language at once; the choice is remembered on this device. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('common')
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('language')}
      value={i18n.language}
      onChange={(language) => void i18n.changeLanguage(language)}
      data={[
        { value: 'zh-CN', label: '中文' },
        { value: 'en', label: 'EN' },
      ]}
    />
  )
}
