import { Button, Kbd, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowMerge,
  IconHandOff,
  IconHandStop,
  IconMessageOff,
  IconMicrophone,
  IconRotate,
  IconScreenShare,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isPending, type Question } from '#shared/domain/questions/question.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import classes from './ActionBar.module.css'

export interface ThreadCommands {
  readonly claim: () => void
  readonly aloud: () => void
  readonly wall: () => void
  readonly merge: () => void
  readonly dismiss: () => void
  readonly reopen: () => void
  readonly undo: () => void
}

/** What can be done with the thread, each with its key. Going on the wall is public and looks it. */
export function ActionBar({ question, commands }: { question: Question; commands: ThreadCommands }) {
  const { t } = useTranslation('thread')
  const you = useStaff((state) => state.you)
  const pending = useStaff((state) => state.pendingQuestions.has(question.questionId))
  const { claim } = question.lifecycle
  const byAnother = claim !== null && claim.holderId !== you?.id

  if (!isPending(question)) {
    return (
      <div className={classes.bar}>
        <Action
          keyName="U"
          icon={<IconArrowBackUp size={18} stroke={1.75} />}
          hint={t('undoHint')}
          onClick={commands.undo}
        >
          {t('undo')}
        </Action>
        <Action
          icon={<IconRotate size={18} stroke={1.75} />}
          hint={t('reopenHint')}
          onClick={commands.reopen}
        >
          {t('reopen')}
        </Action>
      </div>
    )
  }
  const held = byAnother ? t('heldHint', { name: claim.holderName }) : null
  return (
    <div className={classes.bar}>
      <Action
        keyName="A"
        variant="filled"
        color="teal"
        icon={<IconMicrophone size={18} stroke={1.75} />}
        hint={held ?? t('aloudHint')}
        disabled={pending || (byAnother && you?.role !== 'host')}
        onClick={commands.aloud}
      >
        {t('aloud')}
      </Action>
      <Action
        keyName="C"
        variant="light"
        color="teal"
        icon={
          claim?.holderId === you?.id ? (
            <IconHandOff size={18} stroke={1.75} />
          ) : (
            <IconHandStop size={18} stroke={1.75} />
          )
        }
        hint={held ?? t('claimHint')}
        disabled={pending || byAnother}
        onClick={commands.claim}
      >
        {claim !== null && !byAnother ? t('release') : t('claim')}
      </Action>
      <Action
        keyName="W"
        className={classes.wall}
        icon={<IconScreenShare size={18} stroke={1.75} />}
        hint={held ?? t('wallHint')}
        disabled={pending || byAnother}
        onClick={commands.wall}
      >
        {t('wall')}
      </Action>
      <span className={classes.gap} />
      <Action
        keyName="M"
        icon={<IconArrowMerge size={18} stroke={1.75} />}
        hint={held ?? t('mergeHint')}
        disabled={pending || byAnother}
        onClick={commands.merge}
      >
        {t('merge')}
      </Action>
      <Action
        keyName="X"
        icon={<IconMessageOff size={18} stroke={1.75} />}
        hint={held ?? t('dismissHint')}
        disabled={pending || byAnother}
        onClick={commands.dismiss}
      >
        {t('dismiss')}
      </Action>
    </div>
  )
}

interface ActionProps {
  readonly keyName?: string
  readonly icon: ReactNode
  readonly hint: string
  readonly variant?: 'filled' | 'light' | 'subtle'
  readonly color?: 'teal' | 'gray'
  readonly className?: string | undefined
  readonly disabled?: boolean
  readonly onClick: () => void
  readonly children: string
}

function Action(props: ActionProps) {
  const { keyName, icon, hint, variant = 'subtle', color = 'gray', className = '', children } = props
  return (
    <Tooltip label={hint}>
      <Button
        disabled={props.disabled ?? false}
        onClick={props.onClick}
        variant={variant}
        color={color}
        className={`${classes.action} ${className}`}
        leftSection={icon}
        rightSection={keyName === undefined ? null : <Kbd className={classes.key ?? ''}>{keyName}</Kbd>}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
