import {
  addressProblem,
  whipDestinationSchema,
  type AddressProblem,
  type WhipDestination,
} from '#shared/domain/outputs/destination.ts'

/** What is typed into the form. */
export interface DestinationForm {
  readonly id: string
  readonly name: string
  readonly url: string
  /** A new token; empty keeps the saved one. */
  readonly token: string
  readonly forgetToken: boolean
  /** kbit/s as text; empty for automatic. */
  readonly videoKbps: string
  readonly simulcast: boolean
  readonly startWithShow: boolean
}

export const BITRATES_KBPS = [1500, 2500, 3000, 4000, 6000, 8000] as const

export const emptyForm = (id: string): DestinationForm => ({
  id,
  name: '',
  url: '',
  token: '',
  forgetToken: false,
  videoKbps: '',
  simulcast: false,
  startWithShow: true,
})

export const formOf = (destination: WhipDestination): DestinationForm => ({
  ...emptyForm(destination.id),
  name: destination.name,
  url: destination.url,
  videoKbps: destination.videoKbps === null ? '' : String(destination.videoKbps),
  simulcast: destination.simulcast,
  startWithShow: destination.startWithShow,
})

export interface FormCheck {
  readonly nameMissing: boolean
  readonly address: AddressProblem | null
  /** Null while something is wrong. */
  readonly destination: WhipDestination | null
  /** What becomes of the token: undefined leaves it. */
  readonly token: string | null | undefined
}

export function checkForm(form: DestinationForm): FormCheck {
  const url = form.url.trim()
  const token = form.token.trim()
  const address = addressProblem(url) ?? (URL.canParse(url) ? null : 'noAddress')
  const parsed = whipDestinationSchema.safeParse({
    id: form.id,
    name: form.name,
    url,
    videoKbps: form.videoKbps === '' ? null : Number(form.videoKbps),
    simulcast: form.simulcast,
    startWithShow: form.startWithShow,
  })
  return {
    nameMissing: form.name.trim() === '',
    address,
    destination: address === null && parsed.success ? parsed.data : null,
    token: token !== '' ? token : form.forgetToken ? null : undefined,
  }
}
