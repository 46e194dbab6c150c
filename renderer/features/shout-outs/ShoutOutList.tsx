import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconBan, IconUserHeart } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { isPushed, type ShoutOutFan, type Signal } from '#shared/domain/shout-outs/shout-out.ts'
import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import classes from './ShoutOutList.module.css'
import { useCurrentPrompt, useShoutOutActions } from './use-shout-outs.ts'
import { useShoutOutWords } from './use-shout-out-words.ts'

/** For moderators: whom the host is to greet now and who waits, each of whom can be called off. */
export function ShoutOutList() {
  const { t } = useTranslation('shoutOuts')
  const live = useStaff(({ session }) => session?.phase === 'live')
  const shoutOuts = useStaff(({ session }) => session?.shoutOuts ?? null)
  const current = useCurrentPrompt()
  const nowMs = useServiceTime((now) => Math.floor(now / 1000) * 1000)
  if (!shoutOuts || !live) return null
  const waiting = [...shoutOuts.waiting.values()].toSorted(
    (a, b) => Number(isPushed(b)) - Number(isPushed(a)) || a.sinceMs - b.sinceMs,
  )
  return (
    <Popover position="bottom-end" width={380} trapFocus>
      <Popover.Target>
        <Button
          className={classes.open}
          variant="default"
          leftSection={<IconUserHeart size={18} stroke={1.75} aria-hidden />}
        >
          <span className={classes.word}>{t('title')}</span>
          {waiting.length + (current ? 1 : 0)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel ?? ''}>
        <h2 className={classes.heading}>{t('now')}</h2>
        {current ? (
          <>
            <Row fan={current.prompt.fan} signals={current.prompt.signals} />
            <p className={classes.text}>{current.yields ? t('yields') : current.prompt.text}</p>
          </>
        ) : (
          <p className={classes.none}>{t(shoutOuts.rules.on ? 'nobodyNow' : 'switchedOff')}</p>
        )}
        <h2 className={classes.heading}>{t('waiting', { n: waiting.length })}</h2>
        {waiting.length === 0 ? (
          <p className={classes.none}>{t('nobodyWaits')}</p>
        ) : (
          <ul className={classes.rows}>
            {waiting.map(({ fan, signals, notBeforeMs }) => (
              <li key={fan.fanKey}>
                <Row
                  fan={fan}
                  signals={signals}
                  note={
                    notBeforeMs > nowMs
                      ? t('later', { n: Math.ceil((notBeforeMs - nowMs) / 60_000) })
                      : undefined
                  }
                />
              </li>
            ))}
          </ul>
        )}
        {shoutOuts.dropped > 0 ? (
          <p className={classes.none}>{t('dropped', { n: shoutOuts.dropped })}</p>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}

function Row({
  fan,
  signals,
  note,
}: {
  fan: ShoutOutFan
  signals: readonly Signal[]
  note?: string | undefined
}) {
  const { t } = useTranslation('shoutOuts')
  const words = useShoutOutWords()
  const { veto } = useShoutOutActions()
  return (
    <div className={classes.row}>
      <span className={classes.who}>
        <span className={classes.name}>{fan.name}</span>
        <TierMarks fans={[fan]} />
      </span>
      <span className={classes.why}>
        {words.reasons(signals)}
        {note === undefined ? null : ` · ${note}`}
      </span>
      <ActionIcon
        className={classes.veto}
        size="lg"
        variant="subtle"
        color="gray"
        aria-label={t('veto', { name: fan.name })}
        title={t('veto', { name: fan.name })}
        onClick={() => void veto(fan.fanKey)}
      >
        <IconBan size={18} stroke={1.75} aria-hidden />
      </ActionIcon>
    </div>
  )
}
