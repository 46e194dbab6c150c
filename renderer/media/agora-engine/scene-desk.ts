import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import type { LayerSource, Scene } from '#shared/domain/scenes/scene.ts'
import type { Transition } from '#shared/domain/scenes/transition.ts'
import { checkScenes } from '../check-scenes.ts'
import type { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
import type { ProductCard, WallCard } from '../media-state.ts'
import { planComposition } from './composition.ts'
import type { CompositionPlan } from './composition.ts'

/** An image as the native side needs it: its bytes, its size in px, and a number that changes with it. */
export interface ImageAsset extends PixelSize {
  readonly image: Blob
  readonly version: number
}

interface SceneDeskOptions {
  readonly store: EngineStore
  readonly measure: (image: Blob) => Promise<PixelSize>
  readonly liveSizeOf: (source: LayerSource) => PixelSize | null
  readonly busy: () => boolean
  readonly programChanged: () => void
  readonly previewChanged: () => void
}

const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Which scene is where and what lies over the program; what it looks like follows from `programPlan`. */
export class SceneDesk {
  readonly #options: SceneDeskOptions
  readonly #images = new Map<string, ImageAsset>()
  #versions = 0
  /** Kept beside the state: where its scene went from the list, the program keeps its picture. */
  #onAir: Scene | null = null
  #wallTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: SceneDeskOptions) {
    this.#options = options
  }

  load(scenes: readonly Scene[]): void {
    const { store, busy } = this.#options
    const before = store.get()
    const checked = checkScenes(scenes, before.canvas)
    if (checked.resized && busy()) {
      throw new MediaError('busy', 'The canvas cannot change while recording or on air')
    }
    const keep = (id: string | null) => (checked.scenes.some((scene) => scene.id === id) ? id : null)
    store.set({
      canvas: checked.canvas,
      scenes: checked.scenes,
      programSceneId: keep(before.programSceneId),
      previewSceneId: keep(before.previewSceneId),
    })
    this.#onAir = this.#find(store.get().programSceneId) ?? this.#onAir
    this.#options.programChanged()
    this.#options.previewChanged()
  }

  async setImage(assetId: string, image: Blob | null): Promise<void> {
    if (!image) this.#images.delete(assetId)
    else {
      const size = await this.#options.measure(image).catch((cause: unknown) => {
        throw new MediaError('formatRefused', 'The picture cannot be read', { cause })
      })
      this.#images.set(assetId, { image, ...size, version: (this.#versions += 1) })
    }
    this.#options.programChanged()
    this.#options.previewChanged()
  }

  image(assetId: string): ImageAsset | null {
    return this.#images.get(assetId) ?? null
  }

  setPreview(sceneId: string | null): void {
    if (sceneId !== null) this.#scene(sceneId)
    this.#options.store.set({ previewSceneId: sceneId })
    this.#options.previewChanged()
  }

  /** The native transcoder cuts, whatever is set. */
  setTransition(transition: Transition): void {
    this.#options.store.set({ transition })
  }

  take(sceneId?: string): void {
    const { store, programChanged, previewChanged } = this.#options
    const { previewSceneId, programSceneId } = store.get()
    if (sceneId !== undefined) {
      this.#onAir = this.#scene(sceneId)
      store.set({ programSceneId: sceneId })
    } else {
      if (previewSceneId === null) return
      this.#onAir = this.#scene(previewSceneId)
      store.set({ programSceneId: previewSceneId, previewSceneId: programSceneId })
      previewChanged()
    }
    programChanged()
  }

  showWallCard(card: WallCard): void {
    clearTimeout(this.#wallTimer)
    const remainingMs = card.untilMs - Date.now()
    if (remainingMs <= 0) {
      this.hideWallCard()
      return
    }
    this.#wallTimer = setTimeout(() => this.hideWallCard(), Math.min(remainingMs, LONGEST_TIMER_MS))
    this.#options.store.set({ wallCard: card })
    this.#options.programChanged()
  }

  hideWallCard(): void {
    clearTimeout(this.#wallTimer)
    this.#options.store.set({ wallCard: null })
    this.#options.programChanged()
  }

  setProductCard(productCard: ProductCard | null): void {
    this.#options.store.set({ productCard })
    this.#options.programChanged()
    this.#options.previewChanged()
  }

  programPlan(): CompositionPlan {
    return this.#plan(this.#onAir, this.#options.store.get().wallCard)
  }

  previewPlan(): CompositionPlan {
    return this.#plan(this.#find(this.#options.store.get().previewSceneId), null)
  }

  end(): void {
    clearTimeout(this.#wallTimer)
  }

  #plan(scene: Scene | null, wallCard: WallCard | null): CompositionPlan {
    const { canvas, productCard } = this.#options.store.get()
    return planComposition(scene, canvas, {
      sizeOf: (source) =>
        source.kind === 'image' ? this.image(source.assetId) : this.#options.liveSizeOf(source),
      imageVersion: (assetId) => this.image(assetId)?.version ?? 0,
      productCard,
      wallCard,
    })
  }

  #find(sceneId: string | null): Scene | null {
    return this.#options.store.get().scenes.find(({ id }) => id === sceneId) ?? null
  }

  #scene(sceneId: string): Scene {
    const scene = this.#find(sceneId)
    if (!scene) throw new MediaError('invalidScene', `There is no scene ${sceneId}`)
    return scene
  }
}
