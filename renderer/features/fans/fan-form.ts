import { fanSchema, type Fan } from '#shared/domain/fans/fan.ts'
import { editOf, fanEditSchema, type FanEdit } from '#shared/domain/fans/fan-edit.ts'

/** What is being typed: a birthday may be half written, an account half filled in. */
export interface FanForm extends Omit<FanEdit, 'birthday'> {
  readonly birthday: string
}

export const BLANK_FAN: FanForm = {
  name: '',
  sayAs: '',
  identities: [],
  tier: 'member',
  tierByHand: true,
  privateDomain: false,
  birthday: '',
  tags: [],
  notes: '',
  consent: 'unknown',
}

export const formOf = (fan: Fan): FanForm => ({ ...editOf(fan), birthday: fan.birthday ?? '' })

/** What is wrong with a form; `edit` is null as long as anything is. */
export interface FormCheck {
  readonly nameMissing: boolean
  readonly birthdayInvalid: boolean
  readonly identityMissing: boolean
  readonly edit: FanEdit | null
}

/** Reads `1990.5.20`, `5月20日`, `0520` too, as they are written on many lists. */
export function birthdayOf(text: string): string | null {
  const plain = text.normalize('NFKC').trim()
  const match =
    /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(plain) ??
    /^(\d{4})?(\d{2})(\d{2})$/.exec(plain)
  if (!match) return null
  const [, year, month = '', day = ''] = match
  const date = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const birthday = year === undefined ? date : `${year}-${date}`
  return fanSchema.shape.birthday.safeParse(birthday).success ? birthday : null
}

export function checkForm(form: FanForm): FormCheck {
  const birthday = form.birthday.trim() === '' ? null : birthdayOf(form.birthday)
  const birthdayInvalid = form.birthday.trim() !== '' && birthday === null
  const identities = form.identities.filter(
    ({ source, userId }) => source.trim() !== '' || userId.trim() !== '',
  )
  const identityMissing = identities.some(
    ({ source, userId }) => source.trim() === '' || userId.trim() === '',
  )
  const nameMissing = form.name.trim() === ''
  const edit = fanEditSchema.safeParse({ ...form, birthday, identities })
  const whole = !nameMissing && !birthdayInvalid && !identityMissing && edit.success
  return { nameMissing, birthdayInvalid, identityMissing, edit: whole ? edit.data : null }
}

export const sameForm = (left: FanForm, right: FanForm): boolean =>
  JSON.stringify(left) === JSON.stringify(right)
