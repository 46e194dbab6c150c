import { AGORA_SOURCE } from '#shared/protocol/agora.ts'
import type { AgoraApi, AgoraViewSource } from '#shared/protocol/agora.ts'
import { keyOf } from './composition.ts'
import type { CompositionPlan, PlannedLayer, Still } from './composition.ts'

const FILL = 'position:relative;width:100%;height:100%;overflow:hidden'

/** Puts a native picture into a container of the page. Any number of times; detaching twice is harmless. */
export function attachNative(
  api: AgoraApi<HTMLElement>,
  source: AgoraViewSource,
  container: HTMLElement,
): () => void {
  const view = document.createElement('div')
  view.style.cssText = FILL
  container.replaceChildren(view)
  api.attachView(source, view, false)
  return () => {
    api.detachView(view)
    view.remove()
  }
}

interface PreviewViewsOptions {
  readonly api: AgoraApi<HTMLElement>
  readonly plan: () => CompositionPlan
  readonly paint: (still: Still) => Promise<Uint8Array<ArrayBuffer> | null>
}

/**
 * The preview scene, laid out in the page from the cameras' own native views, because the SDK composes one picture
 * only and that is the program. It shows what the program would be: the same plan, the same differences.
 */
export class PreviewViews {
  readonly #options: PreviewViewsOptions
  readonly #stages = new Map<HTMLElement, { stage: HTMLElement; drawn: string; detach: () => void }>()
  readonly #pictures = new Map<string, string>()

  constructor(options: PreviewViewsOptions) {
    this.#options = options
  }

  attach(container: HTMLElement): () => void {
    this.#detach(container)
    const stage = document.createElement('div')
    const frame = document.createElement('div')
    frame.style.cssText = `${FILL};container-type:size;display:grid;place-items:center`
    frame.append(stage)
    container.replaceChildren(frame)
    const view = { stage, drawn: '', detach: () => undefined }
    this.#stages.set(container, view)
    this.changed()
    return () => {
      if (this.#stages.get(container) !== view) return
      this.#detach(container)
      frame.remove()
    }
  }

  /** Call when the preview may look different. */
  changed(): void {
    if (this.#stages.size === 0) return
    const plan = this.#options.plan()
    const drawn = JSON.stringify(plan)
    for (const view of this.#stages.values()) {
      if (view.drawn === drawn) continue
      view.detach()
      view.drawn = drawn
      view.detach = this.#draw(view.stage, plan)
    }
  }

  end(): void {
    for (const container of this.#stages.keys()) this.#detach(container)
    for (const url of this.#pictures.values()) URL.revokeObjectURL(url)
    this.#pictures.clear()
  }

  #detach(container: HTMLElement): void {
    this.#stages.get(container)?.detach()
    this.#stages.delete(container)
  }

  #draw(stage: HTMLElement, { canvas, layers }: CompositionPlan): () => void {
    const { api } = this.#options
    const { width, height } = canvas
    stage.style.cssText = `position:relative;overflow:hidden;background:#000;aspect-ratio:${width}/${height};width:min(100cqw,calc(100cqh*${width}/${height}))`
    const views: HTMLElement[] = []
    stage.replaceChildren(
      ...layers.map((layer) => {
        const box = placed(layer, canvas)
        const source = sourceOf(layer)
        if (source !== null) {
          views.push(box)
          api.attachView(source, box, layer.picture.kind === 'live' && layer.picture.mirror)
        } else if (layer.picture.kind === 'still') void this.#show(box, layer.picture.still)
        return box
      }),
    )
    return () => {
      for (const view of views) api.detachView(view)
    }
  }

  async #show(box: HTMLElement, still: Still): Promise<void> {
    if (still.content.kind === 'color' && still.cornerRadiusPx === 0) {
      box.style.background = still.content.color
      return
    }
    const key = keyOf(still)
    const url = this.#pictures.get(key) ?? (await this.#picture(key, still))
    if (url !== null) box.style.backgroundImage = `url(${url})`
    box.style.backgroundSize = '100% 100%'
  }

  async #picture(key: string, still: Still): Promise<string | null> {
    const png = await this.#options.paint(still).catch(() => null)
    if (!png) return null
    const url = URL.createObjectURL(new Blob([png], { type: 'image/png' }))
    this.#pictures.set(key, url)
    return url
  }
}

function placed({ rect, alpha }: PlannedLayer, canvas: CompositionPlan['canvas']): HTMLElement {
  const box = document.createElement('div')
  const share = (length: number, of: number) => `${(100 * length) / of}%`
  Object.assign(box.style, {
    position: 'absolute',
    left: share(rect.x, canvas.width),
    top: share(rect.y, canvas.height),
    width: share(rect.width, canvas.width),
    height: share(rect.height, canvas.height),
    opacity: String(alpha),
  })
  return box
}

function sourceOf({ picture }: PlannedLayer): AgoraViewSource | null {
  if (picture.kind !== 'live') return null
  switch (picture.sourceType) {
    case AGORA_SOURCE.camera[1]:
      return 1
    case AGORA_SOURCE.camera[2]:
      return 2
    case AGORA_SOURCE.camera[3]:
      return 3
    case AGORA_SOURCE.camera[4]:
      return 4
    default:
      return 'screen'
  }
}
