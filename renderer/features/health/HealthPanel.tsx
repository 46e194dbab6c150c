import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { useMedia } from '#renderer/media/media-context.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { SourceHealthText, useSourceName } from '#renderer/ui/SourceHealthText.tsx'
import type { HealthMonitor } from './health-monitor.ts'
import classes from './HealthPanel.module.css'
import { diskMinutesLeft, FIGURES, type Figure } from './health-words.ts'
import { useNoticeText } from './use-notice-text.ts'
import { OutputRows, type OutputDesk } from './OutputRows.tsx'
import { SourceRows } from './SourceRows.tsx'
import { Sparkline } from './Sparkline.tsx'

/**
 * How picture, sound, outputs, machine, chat and log fare, in figures and two minutes of lines, for whoever looks after
 * the technique.
 */
export function HealthPanel({ monitor, outputs }: { monitor: HealthMonitor; outputs: OutputDesk }) {
  const { t } = useTranslation('health')
  return (
    <div className={classes.health}>
      <Notices monitor={monitor} nameOf={outputs.nameOf} />
      <Group name={t('outputs')}>
        <OutputRows desk={outputs} />
      </Group>
      <Group name={t('figures')}>
        <Figures monitor={monitor} />
      </Group>
      <Group name={t('sources')}>
        <SourceRows monitor={monitor} />
      </Group>
      <Group name={t('session')}>
        <Session />
      </Group>
    </div>
  )
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={name}>
      <h3 className={classes.name}>{name}</h3>
      {children}
    </section>
  )
}

function Notices({ monitor, nameOf }: { monitor: HealthMonitor; nameOf: (outputId: string) => string }) {
  const { t } = useTranslation('health')
  const live = useStaff(({ session }) => session?.phase === 'live')
  const notices = useStore(monitor.store, (state) => state.notices)
  const text = useNoticeText(nameOf)
  return (
    <section className={classes.notices} aria-label={t('notices')}>
      {notices.length === 0 ? (
        <p className={classes.fine}>
          {live ? <IconCircleCheck size={18} stroke={1.75} aria-hidden /> : null}
          {t(live ? 'allWell' : 'notLive')}
        </p>
      ) : null}
      {notices.map((notice) => {
        const { says, todo } = text(notice)
        const Icon = notice.severity === 'info' ? IconInfoCircle : IconAlertTriangle
        return (
          <p
            key={`${notice.kind}/${notice.subject ?? ''}`}
            className={classes.notice}
            data-severity={notice.severity}
            data-notice={notice.kind}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
            <span>
              {says}
              <span className={classes.todo}>{todo}</span>
            </span>
          </p>
        )
      })}
    </section>
  )
}

function Figures({ monitor }: { monitor: HealthMonitor }) {
  const { t } = useTranslation('health')
  const samples = useStore(monitor.store, (state) => state.samples)
  const canvas = useMedia((state) => state.canvas)
  const last = samples.at(-1)?.sample
  const minutes = diskMinutesLeft(samples)
  const free = last?.diskBytes ?? null
  return (
    <dl className={classes.figures}>
      {FIGURES.map((figure) => (
        <FigureRow
          key={figure.name}
          figure={figure}
          values={samples.map(({ sample }) => figure.read(sample))}
          now={last ? figure.read(last) : null}
        />
      ))}
      <dt>{t('disk')}</dt>
      <dd className={classes.wide}>
        {free === null ? '—' : t('diskFree', { gb: (free / 1e9).toFixed(1) })}
        {minutes === null ? null : ` · ${lasts(minutes, t)}`}
      </dd>
      <dt>{t('canvas')}</dt>
      <dd className={classes.wide}>
        {canvas.width}×{canvas.height}
      </dd>
    </dl>
  )
}

function FigureRow(props: { figure: Figure; values: readonly (number | null)[]; now: number | null }) {
  const { t } = useTranslation('health')
  const { figure, values, now } = props
  return (
    <>
      <dt>{t(figure.name)}</dt>
      <dd className={classes.line}>
        <Sparkline values={values} top={figure.top} bottom={figure.bottom} />
      </dd>
      <dd className={classes.value} data-figure={figure.name}>
        {now === null ? '—' : figure.write(now, t)}
      </dd>
    </>
  )
}

type Translate = ReturnType<typeof useTranslation<'health'>>['t']

const lasts = (minutes: number, t: Translate): string =>
  minutes < 120 ? t('lastsMinutes', { count: minutes }) : t('lastsHours', { count: Math.floor(minutes / 60) })

function Session() {
  const { t } = useTranslation(['health', 'chatSources'])
  const nameOf = useSourceName()
  const link = useStaff((state) => state.link)
  const log = useStaff((state) => state.log)
  const sources = useStaff((state) => state.sources)
  const danmaku = useStaff((state) => state.session?.totals.danmaku ?? 0)
  const seq = useStaff((state) => state.session?.seq ?? 0)
  return (
    <dl className={classes.rows}>
      <dt>{t('link')}</dt>
      <dd>{t(link === 'connected' ? 'connected' : 'notConnected')}</dd>
      <dt>{t('log')}</dt>
      <dd>
        {log.state === 'ok' ? (
          t('logOk', { count: seq })
        ) : (
          <span className={classes.trouble}>
            {t('logWaiting', { count: log.waiting, problem: log.problem ?? '' })}
          </span>
        )}
      </dd>
      <dt>{t('chat')}</dt>
      <dd>{t('chatTotal', { count: danmaku })}</dd>
      {sources.map((health) => (
        <Fragment key={health.source}>
          <dt>{nameOf(health.source)}</dt>
          <dd>
            <SourceHealthText health={health} />
            {health.problem === null ? null : (
              <span className={classes.trouble}>
                {' · '}
                {t(`chatSources:problem_${health.problem}`, { detail: t('chatSources:seeDialog') })}
              </span>
            )}
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}
