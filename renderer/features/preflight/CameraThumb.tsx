import { useEffect, useRef } from 'react'

import type { PictureLook } from '#shared/domain/preflight/picture-look.ts'
import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import { useMediaEngine } from '#renderer/media/media-context.tsx'
import classes from './preflight.module.css'
import { watchPicture } from './watch-picture.ts'

/** One camera as it is, for the host's eye and for the check's. `onLook` must be stable. */
export function CameraThumb(props: {
  slot: CameraSlot
  name: string
  onLook: (slot: CameraSlot, look: PictureLook) => void
}) {
  const { slot, name, onLook } = props
  const engine = useMediaEngine()
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!container.current) return
    const detach = engine.attachCameraView(slot, container.current)
    const stop = watchPicture(container.current, (look) => onLook(slot, look))
    return () => {
      stop()
      detach()
      onLook(slot, 'unknown')
    }
  }, [engine, slot, onLook])
  return (
    <figure className={classes.thumb}>
      <div ref={container} className={classes.picture} />
      <figcaption className={classes.thumbName}>{name}</figcaption>
    </figure>
  )
}
