import {
  cannedReplySchema,
  fillReply,
  variableProblems,
  type CannedReply,
  type Variable,
} from '#shared/domain/replies/canned-reply.ts'

/** Values that make a preview read like the real thing. */
export type SampleValues = Readonly<Record<Variable, string>>

export interface FormCheck {
  /** The reply as it may be saved; null while title or text are missing. */
  readonly reply: CannedReply | null
  readonly titleMissing: boolean
  readonly textMissing: boolean
  /** What looks like a variable but would be sent as written. */
  readonly suspects: readonly string[]
  readonly preview: string
}

export function checkForm(form: CannedReply, samples: SampleValues): FormCheck {
  const parsed = cannedReplySchema.safeParse(form)
  return {
    reply: parsed.success ? parsed.data : null,
    titleMissing: form.title.trim() === '',
    textMissing: form.text.trim() === '',
    suspects: variableProblems(form.text),
    preview: fillReply(form.text, samples).text,
  }
}

export const sameReply = (a: CannedReply, b: CannedReply): boolean =>
  a.title === b.title && a.text === b.text && a.intent === b.intent && a.shortcut === b.shortcut
