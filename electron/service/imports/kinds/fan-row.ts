import { identitySchema, type Consent, type Identity } from '#shared/domain/fans/fan.ts'
import type { Tier } from '#shared/domain/fans/tier.ts'
import { cellText, plainText } from '#shared/domain/imports/cell.ts'
import type { ParsedRow, RowCells } from '#shared/domain/imports/row-cells.ts'
import { ID_SOURCES } from './fan-columns.ts'

/** What one line of a customer list says; null: nothing. */
export interface FanRow {
  readonly name: string | null
  readonly sayAs: string | null
  readonly identities: readonly Identity[]
  readonly tier: Tier | null
  readonly privateDomain: boolean | null
  readonly orders: number | null
  readonly spentFen: number | null
  readonly lastOrderMs: number | null
  readonly birthday: string | null
  readonly tags: readonly string[]
  readonly notes: string | null
  readonly consent: Consent | null
  readonly visits: number | null
  readonly firstSeenMs: number | null
  readonly lastSeenMs: number | null
}

export function parseFanRow(cells: RowCells): ParsedRow<FanRow> {
  const identities = identitiesOf(cells)
  const consent = cells.yesNo('consent')
  const row: FanRow = {
    name: cells.clipped('name', 40),
    sayAs: cells.clipped('sayAs', 40),
    identities,
    tier: tierOf(cells.raw('tier')),
    privateDomain: cells.yesNo('privateDomain'),
    orders: cells.whole('orders', 1_000_000),
    spentFen: cells.money('spent'),
    lastOrderMs: cells.date('lastOrder'),
    birthday: cells.birthday('birthday'),
    tags: cells.list('tags', 30, 20),
    notes: cells.text('notes', 500),
    consent: consent === null ? null : consent ? 'given' : 'refused',
    visits: cells.whole('visits', 1_000_000),
    firstSeenMs: cells.date('firstSeen'),
    lastSeenMs: cells.date('lastSeen'),
  }
  if (identities.length === 0) cells.refuse('noIdentity')
  return cells.done(row)
}

/** Every account the row names, ids of shops first, phones next. */
export function identitiesOf(cells: RowCells): Identity[] {
  const found: Identity[] = []
  const take = (field: string, source: string, userId: string): void => {
    // What spreadsheet programs make of long numbers: the last digits are gone, and many fans would be one.
    if (/^\d(?:\.\d+)?e\+?\d+$/i.test(userId)) return cells.refuse('lostDigits', field, userId)
    const identity = identitySchema.safeParse({ source, userId })
    if (identity.success) found.push(identity.data)
    else cells.refuse('tooLong', field, userId, 80)
  }
  for (const [field, source] of Object.entries(ID_SOURCES)) {
    const userId = cells.text(field, 200)
    if (userId !== null) take(field, source, userId)
  }
  const phone = phoneOf(cells)
  if (phone !== null) take('phone', 'phone', phone)
  for (const account of accountsOf(cells.raw('accounts'))) take('accounts', account.source, account.userId)
  return found
}

/** Digits without blanks, hyphens and the country code of China. Shops hide digits by stars: such a one says nothing. */
function phoneOf(cells: RowCells): string | null {
  const text = cells.text('phone', 200)
  if (text === null || text.includes('*')) return null
  const plain = plainText(text)
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(plain)) {
    cells.refuse('lostDigits', 'phone', plain)
    return null
  }
  const digits = plain.replaceAll(/[\s()\-.]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  if (/^\+?\d{6,15}$/.test(digits)) return digits
  cells.refuse('notPhone', 'phone', plain)
  return null
}

/** `source:userId`, several apart by semicolons or line breaks; these and % in ids are percent-encoded. */
function accountsOf(text: string): Identity[] {
  return cellText(text)
    .split(/[;；\n]/)
    .flatMap((account) => {
      const colon = account.indexOf(':')
      if (colon < 1) return []
      return [{ source: account.slice(0, colon).trim(), userId: decoded(account.slice(colon + 1).trim()) }]
    })
}

export const accountText = ({ source, userId }: Identity): string =>
  `${source}:${userId.replaceAll(/[%;；\n]/g, (character) => encodeURIComponent(character))}`

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Shops name their levels as they like: what sounds like the top is VIP, every other level a member. */
function tierOf(text: string): Tier | null {
  const level = plainText(text).toLowerCase()
  if (level === '') return null
  if (/^(?:guest|none|无|非会员|访客|游客|普通客户|普通用户|潜客|潜在客户|-+|\/)$/.test(level)) return 'guest'
  return /vip|黑金|黑卡|钻石|铂金|白金|至尊|尊享|diamond|platinum/.test(level) ? 'vip' : 'member'
}
