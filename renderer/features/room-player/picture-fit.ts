export interface Size {
  readonly width: number
  readonly height: number
}

/** Where the picture lies on its stage, in CSS px. */
export interface PictureFit {
  readonly fit: 'cover' | 'contain'
  readonly shape: 'wide' | 'tall'
  readonly width: number
  readonly top: number
  readonly bottom: number
  /** Whether the wall card that the studio draws into the picture can be read at this size. */
  readonly wallReadable: boolean
}

/** Cards in the picture keep 5 % off its edges (see the compositor's scene painter): so much may be cut off. */
const CROP_MAX = 0.1
/** Bars that leave this share of an upright stage empty are better together at the bottom, under the chat. */
const BARS_TOGETHER = 0.25
const READABLE_WIDTH: Readonly<Record<PictureFit['shape'], number>> = { wide: 460, tall: 300 }

/**
 * Fills the stage when that cuts off next to nothing, else letterboxes. A wide picture on an upright phone lies
 * below `topInset` instead of in the middle, so that the chat has the rest to itself.
 */
export function fitPicture(picture: Size, stage: Size, topInset: number): PictureFit {
  const aspect = picture.width / picture.height
  const stageAspect = stage.width / stage.height
  const shape = picture.width > picture.height ? 'wide' : 'tall'
  const kept = Math.min(aspect, stageAspect) / Math.max(aspect, stageAspect)
  if (1 - kept <= CROP_MAX) {
    const width = Math.max(stage.width, stage.height * aspect)
    return { fit: 'cover', shape, width, top: 0, bottom: stage.height, wallReadable: readable(shape, width) }
  }
  const width = Math.min(stage.width, stage.height * aspect)
  const height = width / aspect
  const bars = Math.max(0, stage.height - height)
  const top =
    stage.height > stage.width && bars / stage.height > BARS_TOGETHER ? Math.min(topInset, bars) : bars / 2
  return { fit: 'contain', shape, width, top, bottom: top + height, wallReadable: readable(shape, width) }
}

const readable = (shape: PictureFit['shape'], width: number): boolean => width >= READABLE_WIDTH[shape]
