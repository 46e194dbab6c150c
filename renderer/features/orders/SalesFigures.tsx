import { UnstyledButton } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import classes from './orders.module.css'

/** What this show has sold, in a quiet place; not there before the first order. A press opens the orders. */
export const SalesFigures = memo(function SalesFigures({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('orders')
  const any = useStaff(({ session }) => (session?.orders.size ?? 0) > 0)
  const orders = useStaff(({ session }) => session?.totals.orders ?? 0)
  const gmvFen = useStaff(({ session }) => session?.totals.gmvFen ?? 0)
  if (!any) return null
  return (
    <UnstyledButton className={classes.sales} title={t('salesHint')} onClick={onOpen}>
      <span className={classes.salesOrders}>{t('salesOrders', { n: orders })}</span>
      <span>{formatFen(gmvFen)}</span>
    </UnstyledButton>
  )
})
