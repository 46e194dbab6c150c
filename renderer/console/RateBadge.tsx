import { Popover, Stack, Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import classes from './ConsoleHeader.module.css'
import { useWithinLimitRate } from './use-within-limit-rate.ts'

/** 30 秒达成 93%, opening to its formula and the numbers in it. */
export function RateBadge() {
  const { t } = useTranslation('console')
  const { rate, inTime, eligible } = useWithinLimitRate()
  const percent = rate === null ? '—' : `${Math.round(rate * 100)}%`
  return (
    <Popover position="bottom" width={320}>
      <Popover.Target>
        <UnstyledButton className={classes.figure} aria-label={`${t('rate')} ${percent}`}>
          <span className={classes.figureName}>{t('rate')}</span>
          <span className={classes.figureValue}>{percent}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm" fw={600}>
            {t('rateFormula')}
          </Text>
          <Text size="sm">
            {rate === null ? t('rateNone') : t('rateNumbers', { inTime, eligible, percent })}
          </Text>
          <Text size="sm" c="dimmed">
            {t('rateCaveat')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
