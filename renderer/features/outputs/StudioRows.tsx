import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { OutputKind, OutputState } from '#renderer/media/media-state.ts'
import { useOutputReason } from '#renderer/ui/use-output-reason.ts'
import { OutputMark } from './OutputMark.tsx'
import { OutputStateLines } from './OutputStateLines.tsx'
import classes from './outputs.module.css'
import type { StudioOutputs } from './studio-outputs.ts'

/** The outputs that go with every show by themselves: the local room, and what the engine has beside it. */
export function StudioRows({ studio }: { studio: StudioOutputs }) {
  const { outputKinds } = useMediaEngine()
  return (
    <>
      <LocalRoom studio={studio} />
      {outputKinds.includes('agora') ? <Far studio={studio} kind="agora" /> : null}
      {outputKinds.includes('cdn') ? <Far studio={studio} kind="cdn" /> : null}
    </>
  )
}

function LocalRoom({ studio }: { studio: StudioOutputs }) {
  const { t } = useTranslation('outputs')
  const { output, problem } = useStudioOutput(studio, 'localRoom')
  const able = useMediaEngine().outputKinds.includes('localRoom')
  if (!able) {
    return (
      <Row name={t('localRoom')} status={null}>
        <span className={classes.trouble}>{t('localRoomNotHere')}</span>
      </Row>
    )
  }
  return (
    <Row
      name={t('localRoom')}
      status={problem ? 'failed' : (output?.status ?? null)}
      aside={output ? t('localRoomLive', { viewers: output.viewers }) : problem ? null : t('localRoomOff')}
    >
      <span className={classes.dimmed}>{t('localRoomHint')}</span>
      <NotBegun studio={studio} kind="localRoom" />
    </Row>
  )
}

/** The Agora channel, or its push; the push has a row only where there is one. */
function Far({ studio, kind }: { studio: StudioOutputs; kind: 'agora' | 'cdn' }) {
  const { t } = useTranslation('outputs')
  const { output, problem } = useStudioOutput(studio, kind)
  if (kind === 'cdn' && !output && !problem) return null
  return (
    <Row name={t(kind)} status={problem ? 'failed' : (output?.status ?? null)}>
      <span className={classes.dimmed}>{t(`${kind}Hint`)}</span>
      {output ? <OutputStateLines output={output} onRetry={() => studio.retry(output.id)} /> : null}
      {output || problem ? null : <span className={classes.dimmed}>{t('agoraIdle')}</span>}
      <NotBegun studio={studio} kind={kind} />
    </Row>
  )
}

function Row(props: {
  name: string
  status: OutputState['status'] | null
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <article className={classes.row} aria-label={props.name}>
      <OutputMark status={props.status} />
      <div className={classes.about}>
        <span className={classes.name}>{props.name}</span>
        {props.children}
      </div>
      <span className={classes.state}>{props.aside}</span>
    </article>
  )
}

function NotBegun({ studio, kind }: { studio: StudioOutputs; kind: OutputKind }) {
  const { t } = useTranslation('outputs')
  const reason = useOutputReason()
  const { problem } = useStudioOutput(studio, kind)
  if (!problem) return null
  return (
    <>
      <span className={classes.trouble} role="status">
        {t('notBegun', { why: reason(kind, problem) })}
      </span>
      <Button size="sm" variant="light" className={classes.retry} onClick={studio.beginAgain}>
        {t('retryNow')}
      </Button>
    </>
  )
}

function useStudioOutput(studio: StudioOutputs, kind: OutputKind) {
  const output = useMedia(({ outputs }) => outputs.find((each) => each.kind === kind) ?? null)
  const problem = useStore(studio.store, ({ problems }) => problems.get(kind) ?? null)
  return { output, problem }
}
