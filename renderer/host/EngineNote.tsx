import { EnginePanel } from '#renderer/features/engine/EnginePanel.tsx'
import { useEngineChoice } from './engine-choice.tsx'

/** Which engine makes the pictures. `inShellOnly`: where there is nothing to set up it stays out of the way. */
export function EngineNote({ inShellOnly }: { inShellOnly: boolean }) {
  const choice = useEngineChoice()
  if (inShellOnly && !window.studio) return null
  return <EnginePanel running={choice.kind === 'agora' ? 'agora' : choice.why} />
}
