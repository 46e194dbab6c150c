import {
  glanceAt,
  pictureLook,
  type PictureGlance,
  type PictureLook,
} from '#shared/domain/preflight/picture-look.ts'

const GLANCE_EVERY_MS = 500
const GLANCES_KEPT = 8
/** Small enough to cost nothing, large enough that a hand in the picture is a change. */
const WIDTH = 48
const HEIGHT = 27

/**
 * Looks twice a second at whatever picture the engine shows inside `container`, and tells how it looks. A picture that
 * may not be read stays `unknown`. Returns the way to stop.
 */
export function watchPicture(container: HTMLElement, onLook: (look: PictureLook) => void): () => void {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const context = canvas.getContext('2d', { willReadFrequently: true })
  let glances: PictureGlance[] = []
  let luma: Uint8Array | null = null
  let told: PictureLook = 'unknown'

  const look = (): void => {
    const picture = pictureIn(container)
    if (!context || !picture) return
    try {
      context.drawImage(picture, 0, 0, WIDTH, HEIGHT)
      const read = glanceAt(context.getImageData(0, 0, WIDTH, HEIGHT).data, luma)
      luma = read.luma
      glances = [...glances.slice(1 - GLANCES_KEPT), read.glance]
    } catch {
      return
    }
    const next = pictureLook(glances)
    if (next === told) return
    told = next
    onLook(next)
  }
  const timer = setInterval(look, GLANCE_EVERY_MS)
  return () => clearInterval(timer)
}

function pictureIn(container: HTMLElement): HTMLVideoElement | HTMLCanvasElement | null {
  const found = container.querySelector('video, canvas')
  if (found instanceof HTMLCanvasElement) return found.width > 0 ? found : null
  if (found instanceof HTMLVideoElement) return found.readyState >= found.HAVE_CURRENT_DATA ? found : null
  return null
}
