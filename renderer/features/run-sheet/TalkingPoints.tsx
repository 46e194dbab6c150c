import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconGripVertical, IconPlus, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { TALKING_POINTS_MAX } from '#shared/domain/run-sheet/item.ts'
import { useReorder } from '#renderer/ui/use-reorder.ts'
import classes from './item-dialog.module.css'
import { movePoint } from './item-draft.ts'

/** Shown on the prompter, so few and short: the first three are read from three metres. */
export function TalkingPoints(props: {
  points: readonly string[]
  onChange: (points: readonly string[]) => void
}) {
  const { points, onChange } = props
  const { t } = useTranslation('runSheet')
  const list = useRef<HTMLOListElement>(null)
  const added = useRef(false)
  const { rowProps } = useReorder(points.length, (from, to) => onChange(movePoint(points, from, to)))
  useEffect(() => {
    if (!added.current) return
    added.current = false
    list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus()
  })
  const add = (): void => {
    if (points.length >= TALKING_POINTS_MAX) return
    added.current = true
    onChange([...points, ''])
  }
  return (
    <fieldset className={classes.group}>
      <legend>{t('field_talkingPoints')}</legend>
      <ol ref={list} className={classes.points}>
        {points.map((point, index) => {
          const { draggable: _whole, onDragStart, ...drop } = rowProps(index)
          return (
            // A point is known by its place: two may say the same.
            <li key={index} className={classes.point} data-shown={index < 3 || undefined} {...drop}>
              <span
                className={classes.grip}
                draggable
                onDragStart={onDragStart}
                title={t('pointMove')}
                aria-hidden
              >
                <IconGripVertical size={16} stroke={1.75} />
              </span>
              <TextInput
                className={classes.grow}
                aria-label={t('point', { n: index + 1 })}
                maxLength={120}
                value={point}
                onChange={(event) => onChange(points.with(index, event.currentTarget.value))}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
                  event.preventDefault()
                  add()
                }}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('pointRemove', { n: index + 1 })}
                onClick={() => onChange(points.toSpliced(index, 1))}
              >
                <IconX size={16} stroke={1.75} />
              </ActionIcon>
            </li>
          )
        })}
      </ol>
      <Button
        size="sm"
        variant="default"
        leftSection={<IconPlus size={14} stroke={2} />}
        disabled={points.length >= TALKING_POINTS_MAX}
        onClick={add}
      >
        {t('pointAdd')}
      </Button>
    </fieldset>
  )
}
