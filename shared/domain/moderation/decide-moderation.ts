import { unreachable } from '#shared/lib/unreachable.ts'
import type { Command } from '../session/command.ts'
import { accept, refuse, type Decision } from '../session/decision.ts'
import type { SessionState } from '../session/state.ts'
import { foldForMatching } from './blocked-words.ts'

export type ModerationCommand = Extract<
  Command,
  { type: 'muteViewer' | 'unmuteViewer' | 'blockWord' | 'unblockWord' }
>

/** Muting viewers and blocking words. Words are kept folded, so that asking twice in other writing changes nothing. */
export function decideModeration(state: SessionState, command: ModerationCommand): Decision {
  switch (command.type) {
    case 'muteViewer': {
      const { userId, userName } = command
      if (state.mutedViewers.has(userId)) return refuse('nothingToDo')
      return accept({ type: 'viewerMuted', body: { userId, userName } })
    }
    case 'unmuteViewer': {
      const { userId, userName } = command
      if (!state.mutedViewers.has(userId)) return refuse('nothingToDo')
      return accept({ type: 'viewerUnmuted', body: { userId, userName } })
    }
    case 'blockWord': {
      const word = foldForMatching(command.word)
      if (word === '' || state.blockedWords.includes(word)) return refuse('nothingToDo')
      return accept({ type: 'wordBlocked', body: { word } })
    }
    case 'unblockWord': {
      const word = foldForMatching(command.word)
      if (!state.blockedWords.includes(word)) return refuse('nothingToDo')
      return accept({ type: 'wordUnblocked', body: { word } })
    }
    default:
      return unreachable(command)
  }
}
