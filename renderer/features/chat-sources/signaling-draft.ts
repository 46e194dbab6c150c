import { signalingSettingsSchema, type SignalingSettings } from '#shared/protocol/chat-source.ts'

/** The form as it is being filled in. */
export interface SignalingDraft {
  readonly enabled: boolean
  readonly appId: string
  readonly channel: string
  readonly userId: string
  readonly tokenServerUrl: string
  /** A token pasted just now; empty leaves what is held. */
  readonly token: string
}
export type DraftField = Exclude<keyof SignalingDraft, 'enabled' | 'token'>

const FIELDS: readonly DraftField[] = ['appId', 'channel', 'userId', 'tokenServerUrl']

export const draftOf = (settings: SignalingSettings | null): SignalingDraft => ({
  enabled: settings?.enabled ?? true,
  appId: settings?.appId ?? '',
  channel: settings?.channel ?? '',
  userId: settings?.userId ?? 'huitou-studio',
  tokenServerUrl: settings?.tokenServerUrl ?? '',
  token: '',
})

export type DraftCheck =
  | { readonly ok: true; readonly settings: SignalingSettings }
  | { readonly ok: false; readonly wrong: ReadonlySet<DraftField> }

/** The settings that the form describes, or which of its fields are wrong. Blanks around what was pasted do no harm. */
export function checkDraft(draft: SignalingDraft): DraftCheck {
  const tokenServerUrl = draft.tokenServerUrl.trim()
  const parsed = signalingSettingsSchema.safeParse({
    enabled: draft.enabled,
    appId: draft.appId.trim(),
    channel: draft.channel.trim(),
    userId: draft.userId.trim(),
    tokenServerUrl: tokenServerUrl === '' ? null : tokenServerUrl,
  })
  if (parsed.success) return { ok: true, settings: parsed.data }
  const paths = new Set(parsed.error.issues.map(({ path }) => path[0]))
  return { ok: false, wrong: new Set(FIELDS.filter((field) => paths.has(field))) }
}
