import { Compositor } from './compositor.ts'
import type { FromCompositor, ToCompositor } from './messages.ts'

let compositor: Compositor | null = null
const post = (message: FromCompositor) => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<ToCompositor>) => {
  try {
    if (data.type === 'start') compositor = new Compositor(data, post)
    else compositor?.handle(data)
  } catch (error) {
    post({ type: 'failed', message: String(error) })
  }
})
