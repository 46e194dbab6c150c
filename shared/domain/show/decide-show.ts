import { unreachable } from '#shared/lib/unreachable.ts'
import type { Command } from '../session/command.ts'
import { accept, refuse, type Decision, type DecisionContext } from '../session/decision.ts'
import type { SessionState } from '../session/state.ts'

export type ShowCommand = Extract<
  Command,
  { type: 'goLive' | 'endShow' | 'renameSession' | 'putItemOnAir' | 'takeItemOffAir' | 'takeScene' }
>

/** Going live, ending, and what is on air. Public acts belong to the host; the item may be moved by moderators too. */
export function decideShow(state: SessionState, command: ShowCommand, { actor }: DecisionContext): Decision {
  const wrongPhase = refuse({ kind: 'wrongPhase', phase: state.phase })
  const byHost = actor.role === 'host'
  switch (command.type) {
    case 'goLive':
      if (!byHost) return refuse('notAllowed')
      if (state.phase !== 'preparing') return wrongPhase
      return command.override
        ? accept({ type: 'preflightOverridden', body: command.override }, { type: 'wentLive', body: {} })
        : accept({ type: 'wentLive', body: {} })
    case 'endShow':
      if (!byHost) return refuse('notAllowed')
      return state.phase === 'live' ? accept({ type: 'showEnded', body: { reason: 'host' } }) : wrongPhase
    case 'renameSession':
      if (!byHost) return refuse('notAllowed')
      if (command.title === state.title) return refuse('nothingToDo')
      return accept({ type: 'sessionRenamed', body: { title: command.title } })
    case 'takeScene':
      if (!byHost) return refuse('notAllowed')
      if (state.phase === 'ended') return wrongPhase
      return accept({ type: 'sceneTaken', body: { sceneId: command.sceneId, name: command.name } })
    case 'putItemOnAir':
      if (state.phase === 'ended') return wrongPhase
      // Beside the sheet: an item of the sheet is taken by its id, as the sheet has it.
      return accept({ type: 'itemPutOnAir', body: { item: { ...command.item, itemId: '' } } })
    case 'takeItemOffAir':
      if (state.phase === 'ended') return wrongPhase
      return state.itemOnAir ? accept({ type: 'itemTakenOffAir', body: {} }) : refuse('nothingToDo')
    default:
      return unreachable(command)
  }
}
