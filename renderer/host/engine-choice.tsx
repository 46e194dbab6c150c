import { createContext, use, type ReactNode } from 'react'
import type { EngineChoice } from './choose-engine.ts'

const ChoiceContext = createContext<EngineChoice>({ kind: 'chromium', why: 'noShell' })

export function EngineChoiceProvider({ choice, children }: { choice: EngineChoice; children: ReactNode }) {
  return <ChoiceContext value={choice}>{children}</ChoiceContext>
}

/** Which engine makes the pictures of this window, and why. */
export const useEngineChoice = (): EngineChoice => use(ChoiceContext)
