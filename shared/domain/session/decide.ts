import { unreachable } from '#shared/lib/unreachable.ts'
import { decideSwitchUnattended } from '../assistant/decide-unattended.ts'
import { decideModeration } from '../moderation/decide-moderation.ts'
import { decideQuestion } from '../questions/decide-question.ts'
import { decideRunSheet } from '../run-sheet/decide-run-sheet.ts'
import { decideShoutOut } from '../shout-outs/decide-shout-out.ts'
import { decideShow } from '../show/decide-show.ts'
import { isStaff } from './actor.ts'
import type { Command } from './command.ts'
import { refuse, type Decision, type DecisionContext } from './decision.ts'
import type { SessionState } from './state.ts'

/**
 * The events a command leads to, or why it is refused. Pure: the same state, command and context give the same
 * decision, so a batch can be decided on a draft and thrown away when the log cannot take it.
 */
export function decide(state: SessionState, command: Command, context: DecisionContext): Decision {
  if (!isStaff(context.actor)) return refuse('notAllowed')
  switch (command.type) {
    case 'loadRunSheet':
    case 'addItem':
    case 'changeItem':
    case 'removeItem':
    case 'moveItem':
    case 'adjustStock':
    case 'takeItem':
    case 'stepItem':
      return decideRunSheet(state, command)
    case 'goLive':
    case 'endShow':
    case 'renameSession':
    case 'putItemOnAir':
    case 'takeItemOffAir':
    case 'takeScene':
      return decideShow(state, command, context)
    case 'claimQuestion':
    case 'releaseClaim':
    case 'answerAloud':
    case 'replyToQuestion':
    case 'pinQuestion':
    case 'mergeQuestion':
    case 'dismissQuestion':
    case 'reopenQuestion':
    case 'markAsQuestion':
    case 'undo':
    case 'clearWall':
      return state.phase === 'ended'
        ? refuse({ kind: 'wrongPhase', phase: 'ended' })
        : decideQuestion(state, command, context)
    case 'switchUnattended':
      return decideSwitchUnattended(state, command, context)
    case 'muteViewer':
    case 'unmuteViewer':
    case 'blockWord':
    case 'unblockWord':
      return decideModeration(state, command)
    case 'thankFan':
    case 'skipShoutOut':
    case 'snoozeShoutOut':
    case 'pushShoutOut':
    case 'vetoShoutOut':
    case 'setShoutOutRules':
      return decideShoutOut(state, command, context)
    default:
      return unreachable(command)
  }
}
