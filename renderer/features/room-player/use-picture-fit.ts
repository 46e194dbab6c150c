import { useEffect, useState, type RefObject } from 'react'

import { fitPicture, type PictureFit, type Size } from './picture-fit.ts'

/** Follows the sizes of picture and stage. Null until both are known. */
export function usePictureFit(
  videoRef: RefObject<HTMLVideoElement | null>,
  stageRef: RefObject<HTMLElement | null>,
  topInset: number,
): PictureFit | null {
  const [picture, setPicture] = useState<Size | null>(null)
  const [stage, setStage] = useState<Size | null>(null)

  useEffect(() => {
    const video = videoRef.current
    if (!video) return
    const read = (): void => {
      const { videoWidth: width, videoHeight: height } = video
      if (width > 0 && height > 0) setPicture({ width, height })
    }
    read()
    video.addEventListener('loadedmetadata', read)
    video.addEventListener('resize', read)
    return () => {
      video.removeEventListener('loadedmetadata', read)
      video.removeEventListener('resize', read)
    }
  }, [videoRef])

  useEffect(() => {
    if (!stageRef.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      if (width > 0 && height > 0) setStage({ width, height })
    })
    observer.observe(stageRef.current)
    return () => observer.disconnect()
  }, [stageRef])

  return picture && stage && fitPicture(picture, stage, topInset)
}
