import { Loader, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { SayRefusal } from './draft.ts'
import type { Writer } from './use-writer.ts'
import classes from './WriteBox.module.css'

/** Where danmaku are written. Enter sends, but never while an input method is composing. */
export function WriteBox({ writer, ended }: { writer: Writer; ended: boolean }) {
  const { t } = useTranslation('watch')
  const { draft, check, sending, refusal, waitSeconds, fieldRef, write, send } = writer
  const composing = useRef(false)

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' || event.shiftKey) return
    if (composing.current || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }

  const { lettersLeft } = check
  const tooLong = lettersLeft !== null && lettersLeft < 0
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div role="status" className={classes.told}>
        {refusal === null ? null : <RefusalText refusal={refusal} waitSeconds={waitSeconds} />}
        {lettersLeft === null || refusal !== null ? null : (
          <span data-over={tooLong || undefined}>
            {tooLong ? t('lettersOver', { number: -lettersLeft }) : t('lettersLeft', { number: lettersLeft })}
          </span>
        )}
      </div>
      <div className={classes.row}>
        <Textarea
          ref={fieldRef}
          className={classes.field}
          classNames={{ input: classes.input }}
          autosize
          minRows={1}
          maxRows={3}
          size="md"
          value={draft}
          disabled={ended}
          placeholder={ended ? t('writeEnded') : t('write')}
          aria-label={t('write')}
          enterKeyHint="send"
          autoComplete="off"
          error={tooLong}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onCompositionStart={() => {
            composing.current = true
          }}
          onCompositionEnd={() => {
            // Safari ends the composition before the Enter that confirmed it: that key is not for us either.
            setTimeout(() => {
              composing.current = false
            }, 0)
          }}
        />
        {draft === '' && !sending ? null : (
          <button
            type="submit"
            className={classes.send}
            aria-label={sending ? t('sending') : t('send')}
            disabled={!check.sendable || sending || waitSeconds > 0 || ended}
            // The field keeps the focus, and with it the phone its keyboard.
            onPointerDown={(event) => event.preventDefault()}
          >
            {sending ? <Loader size={18} color="white" /> : <SendMark waitSeconds={waitSeconds} />}
          </button>
        )}
      </div>
    </form>
  )
}

function SendMark({ waitSeconds }: { waitSeconds: number }) {
  if (waitSeconds > 0) return <span className={classes.wait}>{waitSeconds}</span>
  return <IconSend2 size={22} stroke={1.75} aria-hidden />
}

function RefusalText({ refusal, waitSeconds }: { refusal: SayRefusal; waitSeconds: number }) {
  const { t } = useTranslation('watch')
  if (refusal.kind !== 'rateLimited') return <span>{t(`refused.${refusal.kind}`)}</span>
  return (
    <span>
      {waitSeconds > 0 ? t('refused.rateLimited', { seconds: waitSeconds }) : t('refused.rateLimitedOver')}
    </span>
  )
}
