import { useTranslation } from 'react-i18next'

import type { Offer, Signal } from '#shared/domain/shout-outs/shout-out.ts'
import { byImportance } from '#shared/domain/shout-outs/text.ts'
import { formatFen } from '#renderer/ui/money.ts'

const DAY_MS = 86_400_000

/** Sentences about why somebody is to be greeted, and with what. */
export function useShoutOutWords() {
  const { t } = useTranslation('shoutOuts')
  const reason = ({ kind, count, item }: Signal): string => {
    switch (kind) {
      case 'backAfter':
      case 'nthVisit':
      case 'longWatch':
        return t(`why_${kind}`, { n: count ?? 0 })
      case 'orderPlaced':
        return item === null ? t('why_orderPlaced') : t('why_orderedItem', { item })
      case 'pushed':
        return t('why_pushed', { name: item ?? '' })
      case 'entered':
      case 'firstMessage':
      case 'birthday':
      case 'repurchaseDue':
        return t(`why_${kind}`)
      default:
        return kind satisfies never
    }
  }
  return {
    /** The two reasons that matter most. */
    reasons: (signals: readonly Signal[]): string =>
      byImportance(signals).slice(0, 2).map(reason).join(' · '),
    ago: (atMs: number, nowMs: number): string => {
      const days = Math.floor((nowMs - atMs) / DAY_MS)
      return days < 1 ? t('today') : t('daysAgo', { n: days })
    },
    offer: ({ name, itemNumber, priceFen, listPriceFen }: Offer) => ({
      name: itemNumber === null ? name : t('offerNumber', { number: itemNumber, name }),
      price: priceFen === null ? null : formatFen(priceFen),
      listPrice: listPriceFen === null ? null : t('listPrice', { price: formatFen(listPriceFen) }),
    }),
  }
}
