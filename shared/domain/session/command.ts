import { z } from 'zod'

import { unattendedRulesSchema } from '../assistant/unattended-rules.ts'
import { itemSchema, RUN_SHEET_MAX } from '../run-sheet/item.ts'
import { shoutOutRulesSchema } from '../shout-outs/rules.ts'
import { runSheetOriginSchema } from '../run-sheet/run-sheet.ts'

export const REPLY_TEXT_MAX = 300
export const OVERRIDE_REASON_MIN = 4
export const OVERRIDE_REASON_MAX = 200

const itemId = z.string().min(1).max(40)
const questionId = z.string().min(1).max(40)
const viewer = { userId: z.string().min(1).max(120), userName: z.string().max(40) }
const promptId = z.string().min(1).max(40)
const replyText = z.string().trim().min(1).max(REPLY_TEXT_MAX)

/** `lines`: what the check held against going live, as `line/reason`. */
const overrideSchema = z.object({
  reason: z.string().trim().min(OVERRIDE_REASON_MIN).max(OVERRIDE_REASON_MAX),
  lines: z.array(z.string().min(1).max(80)).min(1).max(40),
})
export type PreflightOverride = z.infer<typeof overrideSchema>

/** Everything a person may ask of the running session. Who asks comes from the connection, never from here. */
export const commandSchema = z.discriminatedUnion('type', [
  /** `override`: although the pre-flight check says no, and why. */
  z.object({ type: z.literal('goLive'), override: overrideSchema.optional() }),
  z.object({ type: z.literal('endShow') }),
  z.object({ type: z.literal('renameSession'), title: z.string().trim().min(1).max(80) }),
  z.object({
    type: z.literal('loadRunSheet'),
    items: z.array(itemSchema).max(RUN_SHEET_MAX),
    from: runSheetOriginSchema,
  }),
  z.object({ type: z.literal('addItem'), item: itemSchema, index: z.number().int().nonnegative() }),
  /** `before`: the item as the editor had it, so that two people's changes never undo each other unseen. */
  z.object({ type: z.literal('changeItem'), item: itemSchema, before: itemSchema }),
  z.object({ type: z.literal('removeItem'), itemId }),
  z.object({ type: z.literal('moveItem'), itemId, toIndex: z.number().int().nonnegative() }),
  z.object({
    type: z.literal('adjustStock'),
    itemId,
    stock: z.number().int().nonnegative().max(10_000_000).nullable(),
  }),
  z.object({ type: z.literal('takeItem'), itemId }),
  /** `from`: the item that was on air when the key was pressed, so that two presses do not step twice. */
  z.object({ type: z.literal('stepItem'), direction: z.enum(['next', 'back']), from: itemId.nullable() }),
  /** An item beside the sheet. */
  z.object({ type: z.literal('putItemOnAir'), item: itemSchema }),
  z.object({ type: z.literal('takeItemOffAir') }),
  z.object({ type: z.literal('takeScene'), sceneId: z.string().min(1).max(80), name: z.string().max(60) }),

  z.object({ type: z.literal('claimQuestion'), questionId }),
  z.object({ type: z.literal('releaseClaim'), questionId }),
  z.object({ type: z.literal('answerAloud'), questionId }),
  z.object({ type: z.literal('replyToQuestion'), questionId, text: replyText }),
  z.object({ type: z.literal('pinQuestion'), questionId, answer: replyText.nullable() }),
  z.object({ type: z.literal('mergeQuestion'), questionId, intoQuestionId: questionId }),
  z.object({ type: z.literal('dismissQuestion'), questionId }),
  z.object({ type: z.literal('reopenQuestion'), questionId }),
  z.object({ type: z.literal('markAsQuestion'), danmakuId: z.string().min(1).max(40) }),
  z.object({ type: z.literal('undo') }),
  z.object({ type: z.literal('clearWall') }),

  /** Unattended hours: on with these rules, or off. */
  z.object({ type: z.literal('switchUnattended'), rules: unattendedRulesSchema.nullable() }),

  z.object({ type: z.literal('muteViewer'), ...viewer }),
  z.object({ type: z.literal('unmuteViewer'), ...viewer }),
  z.object({ type: z.literal('blockWord'), word: z.string().trim().min(1).max(40) }),
  z.object({ type: z.literal('unblockWord'), word: z.string().trim().min(1).max(40) }),

  z.object({ type: z.literal('thankFan'), promptId }),
  z.object({ type: z.literal('skipShoutOut'), promptId }),
  /** The prompt comes back later. */
  z.object({ type: z.literal('snoozeShoutOut'), promptId }),
  /** `userId`: a viewer key, as in chat. */
  z.object({ type: z.literal('pushShoutOut'), ...viewer }),
  z.object({ type: z.literal('vetoShoutOut'), fanKey: z.string().min(1).max(160) }),
  z.object({ type: z.literal('setShoutOutRules'), rules: shoutOutRulesSchema }),
])
export type Command = z.infer<typeof commandSchema>

/** Why a command was not carried out. Closed: screens have a sentence for each. */
export const refusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notAllowed') }),
  z.object({ kind: z.literal('wrongPhase'), phase: z.enum(['preparing', 'live', 'ended']) }),
  z.object({ kind: z.literal('unknownQuestion') }),
  z.object({ kind: z.literal('unknownDanmaku') }),
  z.object({ kind: z.literal('alreadyAQuestion'), questionId: z.string() }),
  z.object({ kind: z.literal('alreadyClaimed'), holderName: z.string(), untilMs: z.number().int() }),
  z.object({ kind: z.literal('notClaimedByYou') }),
  z.object({
    kind: z.literal('alreadyClosed'),
    status: z.enum(['answered', 'dismissed']),
    byName: z.string(),
  }),
  z.object({ kind: z.literal('stillOpen') }),
  z.object({ kind: z.literal('mergeIntoItself') }),
  z.object({ kind: z.literal('unknownItem') }),
  z.object({ kind: z.literal('numberTaken'), number: z.number().int(), title: z.string() }),
  z.object({ kind: z.literal('itemChangedSince') }),
  z.object({ kind: z.literal('runSheetFull') }),
  z.object({ kind: z.literal('shoutOutGone') }),
  z.object({ kind: z.literal('nothingToUndo') }),
  z.object({ kind: z.literal('changedSince'), byName: z.string() }),
  z.object({ kind: z.literal('nothingToDo') }),
  z.object({ kind: z.literal('muted') }),
  z.object({ kind: z.literal('rateLimited'), retryInMs: z.number().int() }),
  z.object({ kind: z.literal('logUnavailable') }),
])
export type Refusal = z.infer<typeof refusalSchema>
export type RefusalKind = Refusal['kind']
