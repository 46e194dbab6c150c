import { useEffect, useRef } from 'react'
import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import type { MediaEngine, ViewRole } from './port.ts'

interface ViewProps {
  readonly engine: MediaEngine
  readonly className?: string | undefined
}

/** The program or preview picture, contained in whatever box `className` gives. */
export function ProgramView({ engine, role, className }: ViewProps & { readonly role: ViewRole }) {
  const container = useRef<HTMLDivElement>(null)
  useEffect(
    () => (container.current ? engine.attachView(role, container.current) : undefined),
    [engine, role],
  )
  return <div ref={container} className={className} />
}

/** The raw picture of one camera. */
export function CameraView({ engine, slot, className }: ViewProps & { readonly slot: CameraSlot }) {
  const container = useRef<HTMLDivElement>(null)
  useEffect(
    () => (container.current ? engine.attachCameraView(slot, container.current) : undefined),
    [engine, slot],
  )
  return <div ref={container} className={className} />
}
