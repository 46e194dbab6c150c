import { IconTriangleFilled, IconTriangleInvertedFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import classes from './OverMark.module.css'
import { formatOver } from './time.ts'

/** Over or under a plan: in a sign, a shape and, over, a colour. Its width holds while the figures tick. */
export function OverMark({ overMs }: { overMs: number }) {
  const { t } = useTranslation('common')
  const seconds = Math.floor(overMs / 1000)
  const Shape = seconds > 0 ? IconTriangleFilled : IconTriangleInvertedFilled
  const text = formatOver(overMs)
  const label = seconds > 0 ? 'overPlan' : seconds < 0 ? 'underPlan' : 'onPlan'
  return (
    <span
      className={classes.over}
      data-over={seconds > 0 || undefined}
      title={t(label, { span: text.slice(1) })}
    >
      {seconds === 0 ? null : <Shape className={classes.shape} size="0.6em" aria-hidden />}
      {text}
    </span>
  )
}
