import { useTranslation } from 'react-i18next'

import type { QueueEntry } from '#shared/domain/questions/order.ts'
import type { WallCard } from '#shared/domain/wall/wall-card.ts'
import { askerIdsOf, askersOf } from '#shared/domain/questions/question.ts'
import { useBand, useSecondsLeft, useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { useStandingPrompt } from '#renderer/session-client/use-standing-prompt.ts'
import type { CurrentPrompt } from '#shared/domain/shout-outs/shout-out.ts'
import { urgentForHost } from '#shared/domain/shout-outs/urgent.ts'
import { formatFen } from '#renderer/ui/money.ts'
import { BandShape } from '#renderer/ui/CountdownRing.tsx'
import { formatClock, formatTimeOfDay } from '#renderer/ui/time.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import classes from './prompter.module.css'
import { ProductInHand } from './ProductInHand.tsx'
import { usePrompterSlots } from './use-prompter-slots.ts'

/**
 * What a host reads from three metres: the product in hand, one prompt, three questions, the clock. It moves on by
 * itself, asks for nothing, and nothing in it blinks. Fills its container.
 */
export function Prompter() {
  const { t } = useTranslation('prompter')
  const slots = usePrompterSlots()
  const link = useStaff((state) => state.link)
  return (
    <main className={classes.prompter} aria-label={t('title')}>
      <Clock />
      <ProductInHand />
      <Prompt />
      <ol className={classes.questions} aria-label={t('questions')}>
        {slots.map((entry, index) => (
          // The place, not the question, is what stays: the line of an answered question takes the next one.
          <li key={index} className={classes.place}>
            {entry ? (
              <Line entry={entry} />
            ) : index === 0 && slots.every((slot) => !slot) ? (
              <NoQuestions />
            ) : null}
          </li>
        ))}
      </ol>
      {link === 'connected' ? null : <p className={classes.stale}>{t('stale')}</p>}
    </main>
  )
}

function Clock() {
  const { t } = useTranslation('prompter')
  const kind = useStaff(({ session }) => (session?.phase === 'live' ? session.kind : null))
  const liveAtMs = useStaff(({ session }) => session?.liveAtMs ?? null)
  const seconds = useServiceTime((nowMs) => Math.floor(nowMs / 1000))
  const unattended = useStaff(({ session }) => (session?.unattendedHours.rules ?? null) !== null)
  const { t: assistant } = useTranslation('assistant')
  return (
    <header className={classes.clock}>
      <span>{formatTimeOfDay(seconds * 1000).slice(0, 5)}</span>
      {kind === null || liveAtMs === null ? (
        <span className={classes.quiet}>{t('offAir')}</span>
      ) : (
        <>
          <span className={classes.state} data-kind={kind}>
            {t(`state_${kind}`)}
          </span>
          <span className={classes.elapsed}>{formatClock(seconds * 1000 - liveAtMs)}</span>
        </>
      )}
      {unattended ? <span className={classes.unattended}>{assistant('badge')}</span> : null}
    </header>
  )
}

/**
 * One prompt at most: whom to greet, unless a question is about to run out; else what stands on the wall for viewers
 * to read, while it does.
 */
function Prompt() {
  const { t } = useTranslation('prompter')
  const shoutOut = useStandingPrompt()
  const questions = useStaff(({ session }) => session?.questions ?? null)
  const urgent = useServiceTime((nowMs) => urgentForHost(questions?.values() ?? [], nowMs))
  const card = useStaff(({ session }) => session?.wall ?? null)
  const standing = useServiceTime((nowMs) => card !== null && nowMs < card.untilMs)
  if (shoutOut !== null && shoutOut.yieldedSinceMs === null && !urgent) {
    return (
      <section className={classes.prompt} data-shout-out aria-label={t('shoutOut')}>
        <ShoutOut prompt={shoutOut} />
      </section>
    )
  }
  return (
    <section className={classes.prompt} data-empty={!standing || undefined}>
      {card !== null && standing ? <CardText card={card} label={t('onWall')} /> : null}
    </section>
  )
}

function ShoutOut({ prompt: { fan, text, offer } }: { prompt: CurrentPrompt }) {
  const price = offer === null || offer.priceFen === null ? null : formatFen(offer.priceFen)
  return (
    <>
      <span className={classes.greeted}>{fan.sayAs || fan.name}</span>
      <span className={classes.promptText}>{text}</span>
      {price === null || offer === null || text.includes(price) ? null : (
        <span className={classes.offer}>{`${offer.name} ${price}`}</span>
      )}
    </>
  )
}

function CardText({ card, label }: { card: WallCard; label: string }) {
  return (
    <>
      <span className={classes.promptLabel}>{label}</span>
      <span className={classes.promptText}>
        {card.question}
        {card.answer === null ? null : <span className={classes.promptAnswer}> — {card.answer}</span>}
      </span>
    </>
  )
}

function Line({ entry }: { entry: QueueEntry }) {
  const { t } = useTranslation('prompter')
  const { question, deadlineMs } = entry
  const seconds = useSecondsLeft(deadlineMs)
  const band = useBand(deadlineMs)
  const askers = askersOf(question)
  const count = askerIdsOf(question).size
  const [first] = askers
  return (
    <article className={classes.line} data-band={band}>
      <span className={classes.countdown} role="timer">
        <BandShape band={band} />
        <span className={classes.seconds}>{seconds < 0 ? `+${-seconds}` : seconds}</span>
        <span className={classes.unit}>{t(seconds < 0 ? 'secondsOver' : 'secondsLeft')}</span>
      </span>
      <span className={classes.text}>
        <span className={classes.ask}>{question.messages[0]?.text}</span>
        <span className={classes.askers}>
          {count > 1 ? t('askers', { count, name: first?.userName }) : first?.userName}
          <TierMarks fans={askers.map(({ fan }) => fan)} />
          {question.itemNumber === null ? null : <span>{t('number', { number: question.itemNumber })}</span>}
        </span>
      </span>
    </article>
  )
}

function NoQuestions() {
  const { t } = useTranslation('prompter')
  return <p className={classes.none}>{t('noQuestions')}</p>
}
