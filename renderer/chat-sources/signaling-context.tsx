import { createContext, use, type ReactNode } from 'react'
import { useStore } from 'zustand'

import type { SignalingSource, SignalingState } from './agora-signaling/signaling-source.ts'

const SignalingContext = createContext<SignalingSource | null>(null)

export function SignalingProvider({ source, children }: { source: SignalingSource; children: ReactNode }) {
  return <SignalingContext value={source}>{children}</SignalingContext>
}

/** Throws outside a SignalingProvider. */
export function useSignalingSource(): SignalingSource {
  const source = use(SignalingContext)
  if (source === null) throw new Error('useSignalingSource needs a SignalingProvider above it')
  return source
}

/** Selects from the state of Agora Signaling. */
export const useSignaling = <Selected,>(selector: (state: SignalingState) => Selected): Selected =>
  useStore(useSignalingSource().store, selector)
