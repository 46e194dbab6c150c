import type { AgoraApi, AgoraEvent } from '#shared/protocol/agora.ts'
import type { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
import type { OutputKind, OutputState, ProductCard } from '../media-state.ts'
import type { OutputHandle, OutputTarget } from '../port.ts'
import { Channel } from './channel.ts'
import { OutputList } from './output-list.ts'
import { Push } from './push.ts'

export const AGORA_OUTPUTS: readonly OutputKind[] = ['agora', 'cdn']

interface OutputsOptions {
  readonly api: AgoraApi<HTMLElement>
  readonly store: EngineStore
  /** What must have ended before a channel can be joined. */
  readonly beforeJoin: () => Promise<void>
  readonly afterLeave: () => void
}

/** The one channel the SDK can be in, and the pushes of it. */
export class Outputs {
  readonly #options: OutputsOptions
  readonly #list: OutputList
  readonly #pushes = new Map<string, Push>()
  #channel: { readonly id: string; readonly channel: Channel } | null = null
  #product: ProductCard | null = null

  constructor(options: OutputsOptions) {
    this.#options = options
    this.#list = new OutputList(options.store)
  }

  get active(): boolean {
    return this.#channel !== null
  }

  /** The channel the SDK is in, null outside. */
  get joined(): { readonly channel: string; readonly uid: number } | null {
    const channel = this.#channel?.channel
    return channel?.joined ? { channel: channel.target.channel, uid: channel.target.uid } : null
  }

  async publish(target: OutputTarget): Promise<OutputHandle> {
    switch (target.kind) {
      case 'agora':
        return await this.#openChannel(target)
      case 'cdn':
        return this.#openPush(target.url)
      case 'localRoom':
      case 'whip':
        throw new MediaError('notSupported', `The Agora engine cannot publish to ${target.kind}`)
      default:
        throw new Error(`Unknown output ${JSON.stringify(target satisfies never)}`)
    }
  }

  setProduct(card: ProductCard | null): void {
    this.#product = card
    this.#channel?.channel.data.setProduct(card)
  }

  handle(event: AgoraEvent): void {
    this.#channel?.channel.handle(event)
    for (const push of this.#pushes.values()) push.handle(event)
  }

  async stopAll(): Promise<void> {
    for (const id of this.#pushes.keys()) this.#stopPush(id)
    if (this.#channel) await this.#stopChannel(this.#channel.id)
  }

  async #openChannel(target: Extract<OutputTarget, { kind: 'agora' }>): Promise<OutputHandle> {
    if (this.#channel) throw new MediaError('busy', 'The Agora engine is in a channel already')
    const id = this.#list.add('agora')
    const channel = new Channel({
      api: this.#options.api,
      target,
      audioDelayMs: () => this.#options.store.get().audioDelayMs,
      state: () => this.#list.get(id),
      onChange: (change) => this.#changed(id, change),
    })
    channel.data.setProduct(this.#product)
    this.#channel = { id, channel }
    await this.#options.beforeJoin()
    channel.start()
    return { id, retryNow: () => channel.retryNow(), stop: () => this.#stopChannel(id) }
  }

  #openPush(url: string): OutputHandle {
    if (!this.#channel) throw new MediaError('busy', 'A push needs a channel that is on air')
    if (!/^rtmps?:\/\/[^\s/]+\/\S+$/.test(url)) {
      throw new MediaError('outputAddressWrong', 'A push address begins with rtmp:// and names a stream')
    }
    const id = this.#list.add('cdn')
    const push = new Push({
      api: this.#options.api,
      url,
      onChange: (change) => this.#list.update(id, change),
    })
    this.#pushes.set(id, push)
    push.setChannelLive(this.#list.get(this.#channel.id)?.status === 'live')
    return {
      id,
      retryNow: () => push.retryNow(),
      stop: async () => this.#stopPush(id),
    }
  }

  #changed(id: string, change: Partial<OutputState>): void {
    this.#list.update(id, change)
    if (change.status === undefined) return
    for (const push of this.#pushes.values()) push.setChannelLive(change.status === 'live')
  }

  async #stopChannel(id: string): Promise<void> {
    const open = this.#channel
    if (open?.id !== id) return
    for (const push of this.#pushes.keys()) this.#stopPush(push)
    await open.channel.stop()
    this.#channel = null
    this.#list.remove(id)
    this.#options.afterLeave()
  }

  #stopPush(id: string): void {
    this.#pushes.get(id)?.stop()
    this.#pushes.delete(id)
    this.#list.remove(id)
  }
}
