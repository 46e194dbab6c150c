import type { Scene } from '#shared/domain/scenes/scene.ts'
import type { ProductCard, WallCard } from '../../media-state.ts'
import { cardShares, cardSharesBetween } from './card-shares.ts'
import { FadingCard } from './fading-card.ts'
import type { CardShare } from './fading-card.ts'
import type { TransitionOrder } from './messages.ts'
import { drawProductCard } from './product-card-painter.ts'
import { paintScene } from './scene-painter.ts'
import type { PictureSupply } from './scene-painter.ts'
import { newSurface } from './surface.ts'
import type { Surface } from './surface.ts'
import { eased, slideOffsets, TransitionRun } from './transition-run.ts'
import { drawWallCard } from './wall-card-painter.ts'

interface ProgramPictureOptions {
  readonly supply: PictureSupply
  readonly intervalMs: number
  readonly onTransitionEnded: (id: number) => void
}

/** What the program shows at a moment: its scene, the way from one to the next, and the cards over both. */
export class ProgramPicture {
  readonly #options: ProgramPictureOptions
  readonly #product = new FadingCard<ProductCard>(drawProductCard)
  readonly #wall = new FadingCard<WallCard>(drawWallCard)
  #productCard: ProductCard | null = null
  #scene: Scene | null = null
  #run: TransitionRun | null = null
  /** Holds the new scene while it fades in; there is none between transitions. */
  #second: Surface | null = null

  constructor(options: ProgramPictureOptions) {
    this.#options = options
  }

  /** Goes to `scene` from whatever was to be reached last; a transition on its way is over with that. */
  goTo(scene: Scene, order: TransitionOrder | null): void {
    this.#endRun()
    this.#run = order && new TransitionRun(order, this.#scene, this.#options.intervalMs)
    this.#scene = scene
  }

  /** The scene that is shown, or being gone to, in its newest form. */
  edit(scene: Scene): void {
    this.#scene = scene
  }

  setWallCard(card: WallCard | null): void {
    this.#wall.set(card, Date.now(), card?.untilMs ?? null)
  }

  /** A price that changes is not a new product: it is there at once. */
  setProductCard(card: ProductCard | null): void {
    const same = card !== null && card.number === this.#productCard?.number
    this.#product.set(card, Date.now(), null, same ? 'atOnce' : 'softly')
    this.#productCard = card
  }

  /** Draws the frame of the moment `nowMs` (monotonic) over the whole surface. */
  paint(surface: Surface, nowMs: number): void {
    const { canvas } = surface
    const run = this.#run
    const progress = run?.progress(nowMs) ?? 1
    if (!run || progress >= 1) {
      this.#endRun()
      paintScene(surface, this.#scene, this.#options.supply)
      this.#paintCards(surface, (kind) => cardShares(this.#scene, kind, canvas))
      return
    }
    const part = eased(progress)
    if (run.order.by.kind === 'fade') this.#paintFade(surface, run.from, part)
    else this.#paintSlide(surface, run.from, part, run.order.by.direction)
    this.#paintCards(surface, (kind) => cardSharesBetween(run.from, this.#scene, part, kind, canvas))
  }

  /** The cards where `scene` would have them, for the preview. The wall card is the program's alone. */
  paintProductCard(surface: Surface, scene: Scene | null): void {
    this.#product.paint(surface, cardShares(scene, 'product', surface.canvas), Date.now())
  }

  #paintFade(surface: Surface, from: Scene | null, part: number): void {
    const { width, height } = surface.canvas
    const fits = this.#second?.canvas.width === width && this.#second.canvas.height === height
    const second = fits && this.#second ? this.#second : newSurface(width, height)
    this.#second = second
    paintScene(surface, from, this.#options.supply)
    paintScene(second, this.#scene, this.#options.supply)
    surface.globalAlpha = part
    surface.drawImage(second.canvas, 0, 0)
    surface.globalAlpha = 1
  }

  #paintSlide(
    surface: Surface,
    from: Scene | null,
    part: number,
    direction: Parameters<typeof slideOffsets>[0],
  ): void {
    const { width, height } = surface.canvas
    const offsets = slideOffsets(direction, part, surface.canvas)
    for (const [scene, { x, y }] of [
      [from, offsets.old],
      [this.#scene, offsets.new],
    ] as const) {
      surface.save()
      surface.translate(x, y)
      // Layers may reach over the edge of their scene, and here something else begins there.
      surface.beginPath()
      surface.rect(0, 0, width, height)
      surface.clip()
      paintScene(surface, scene, this.#options.supply)
      surface.restore()
    }
  }

  #paintCards(surface: Surface, sharesOf: (kind: 'product' | 'wall') => CardShare[]): void {
    const nowMs = Date.now()
    this.#product.paint(surface, sharesOf('product'), nowMs)
    this.#wall.paint(surface, sharesOf('wall'), nowMs)
  }

  #endRun(): void {
    if (!this.#run) return
    const { id } = this.#run.order
    this.#run = null
    this.#second = null
    this.#options.onTransitionEnded(id)
  }
}
