import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { PairingScreen } from './PairingScreen.tsx'
import { Workspace } from './Workspace.tsx'

/** The moderator console: pairing until the service knows this browser, then the workspace. */
export function ConsoleScreen() {
  const link = useStaff((state) => state.link)
  const everPaired = useStaff((state) => state.you !== null)
  if (link === 'unauthorised') return <PairingScreen again={everPaired} />
  if (link === 'revoked') return <PairingScreen again />
  return <Workspace />
}
