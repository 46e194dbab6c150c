import type { Scene } from '#shared/domain/scenes/scene.ts'
import type { Transition } from '#shared/domain/scenes/transition.ts'
import { checkScenes } from '../check-scenes.ts'
import type { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
import type { ProductCard, WallCard } from '../media-state.ts'
import type { CompositorClient } from './compositor-client.ts'

interface SceneSwitcherOptions {
  readonly compositor: CompositorClient
  readonly store: EngineStore
  /** Whether somebody looks at the preview; otherwise it is not drawn. */
  readonly previewWanted: () => boolean
  /** Whether the size of the program may not change now. */
  readonly busy: () => boolean
}

/** Which scene is where, what lies over the program, and how one gets from one to the other. */
export class SceneSwitcher {
  readonly #compositor: CompositorClient
  readonly #store: EngineStore
  readonly #options: SceneSwitcherOptions
  #wallTimer: ReturnType<typeof setTimeout> | undefined
  #transitionId = 0

  constructor(options: SceneSwitcherOptions) {
    this.#options = options
    this.#compositor = options.compositor
    this.#store = options.store
  }

  load(scenes: readonly Scene[]): void {
    const checked = checkScenes(scenes, this.#store.get().canvas)
    if (checked.resized && this.#options.busy()) {
      throw new MediaError('busy', 'The canvas cannot change while recording or on air')
    }
    if (checked.resized) this.#compositor.post({ type: 'canvas', canvas: checked.canvas })
    const keep = (id: string | null) => (checked.scenes.some((scene) => scene.id === id) ? id : null)
    this.#store.set({
      canvas: checked.canvas,
      scenes: checked.scenes,
      programSceneId: keep(this.#store.get().programSceneId),
      previewSceneId: keep(this.#store.get().previewSceneId),
    })
    const { programSceneId } = this.#store.get()
    if (programSceneId !== null) {
      this.#compositor.post({ type: 'programEdited', scene: this.#scene(programSceneId) })
    }
    this.sendPreview()
  }

  async setImageAsset(assetId: string, image: Blob | null): Promise<void> {
    try {
      const bitmap = image && (await createImageBitmap(image))
      this.#compositor.post({ type: 'image', assetId, image: bitmap }, bitmap ? [bitmap] : [])
    } catch (cause) {
      throw new MediaError('formatRefused', 'The picture cannot be read', { cause })
    }
  }

  setPreview(sceneId: string | null): void {
    if (sceneId !== null) this.#scene(sceneId)
    this.#store.set({ previewSceneId: sceneId })
    this.sendPreview()
  }

  setTransition(transition: Transition): void {
    this.#store.set({ transition })
  }

  take(sceneId?: string): void {
    const { previewSceneId, programSceneId, transition } = this.#store.get()
    if (sceneId !== undefined) return this.#goTo(sceneId, null)
    if (previewSceneId === null) return
    const moves = transition.kind !== 'cut' && previewSceneId !== programSceneId
    this.#store.set({ previewSceneId: programSceneId })
    this.#goTo(previewSceneId, moves ? transition : null)
    this.sendPreview()
  }

  transitionEnded(id: number): void {
    if (id === this.#transitionId) this.#store.set({ transitioning: false })
  }

  showWallCard(card: WallCard): void {
    clearTimeout(this.#wallTimer)
    const remainingMs = card.untilMs - Date.now()
    if (remainingMs <= 0) {
      this.hideWallCard()
      return
    }
    this.#wallTimer = setTimeout(
      () => this.#store.set({ wallCard: null }),
      Math.min(remainingMs, 2 ** 31 - 1),
    )
    this.#compositor.post({ type: 'wallCard', card })
    this.#store.set({ wallCard: card })
  }

  hideWallCard(): void {
    clearTimeout(this.#wallTimer)
    this.#compositor.post({ type: 'wallCard', card: null })
    this.#store.set({ wallCard: null })
  }

  setProductCard(productCard: ProductCard | null): void {
    this.#compositor.post({ type: 'productCard', card: productCard })
    this.#store.set({ productCard })
  }

  /** Call when somebody began or ceased to look at the preview. */
  sendPreview(): void {
    const { previewSceneId } = this.#store.get()
    this.#compositor.post({
      type: 'preview',
      scene: previewSceneId === null ? null : this.#scene(previewSceneId),
      wanted: this.#options.previewWanted(),
    })
  }

  dispose(): void {
    clearTimeout(this.#wallTimer)
  }

  #goTo(sceneId: string, by: Exclude<Transition, { kind: 'cut' }> | null): void {
    const scene = this.#scene(sceneId)
    // Every take has its own number, so that the end of a transition that was cut short is not taken for the next one's.
    const id = (this.#transitionId += 1)
    this.#compositor.post({ type: 'program', scene, transition: by && { id, by } })
    this.#store.set({ programSceneId: sceneId, transitioning: by !== null })
  }

  #scene(sceneId: string): Scene {
    const scene = this.#store.get().scenes.find(({ id }) => id === sceneId)
    if (!scene) throw new MediaError('invalidScene', `There is no scene ${sceneId}`)
    return scene
  }
}
