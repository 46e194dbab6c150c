import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** Times of day on this device's clock: "20:31" and "20:31:05". */
export function useClockTime(): {
  readonly minute: (atMs: number) => string
  readonly second: (atMs: number) => string
} {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
    const minute = new Intl.DateTimeFormat(i18n.language, options)
    const second = new Intl.DateTimeFormat(i18n.language, { ...options, second: '2-digit' })
    return { minute: (atMs) => minute.format(atMs), second: (atMs) => second.format(atMs) }
  }, [i18n.language])
}
