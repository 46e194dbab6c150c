import { createHash } from 'node:crypto'
import { mkdtempSync, promises, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'

/**
 * The folder the native side reads pictures and music from and writes recordings to; it knows files only. It is made
 * with the first file and removed with the engine.
 */
export class TempFiles {
  readonly #parent: string
  #folder: string | null = null
  #count = 0
  readonly #images = new Set<string>()
  readonly #music = new Set<string>()

  constructor(parent: string = tmpdir()) {
    this.#parent = parent
  }

  /** Names a picture after its content: a changed picture has another path, which the SDK would else not read again. */
  writeImage(png: Uint8Array): string {
    const path = join(this.#make(), `${createHash('sha256').update(png).digest('hex').slice(0, 32)}.png`)
    if (this.#images.has(path)) return path
    writeFileSync(path, png)
    this.#images.add(path)
    return path
  }

  /** Only pictures from here go to the native side: a page cannot name other files. */
  ownsImage(path: string): boolean {
    return this.#images.has(path)
  }

  removeImage(path: string): void {
    if (this.#images.delete(path)) rmSync(path, { force: true })
  }

  writeMusic(name: string, file: Uint8Array): string {
    const extension = /^\.[a-z0-9]{1,5}$/i.test(extname(name)) ? extname(name) : ''
    const path = join(this.#make(), `music-${(this.#count += 1)}${extension}`)
    writeFileSync(path, file)
    this.#music.add(path)
    return path
  }

  newRecording(): string {
    return join(this.#make(), `recording-${(this.#count += 1)}.mp4`)
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    const file = await promises.open(path, 'r')
    try {
      const buffer = new Uint8Array(length)
      const { bytesRead } = await file.read(buffer, 0, length, offset)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  }

  removeMusic(path: string): void {
    if (this.#music.delete(path)) rmSync(path, { force: true })
  }

  async remove(path: string): Promise<void> {
    await promises.rm(path, { force: true })
  }

  /** Removes pictures and music. A recording nobody took over stays on the disk: it may be all there is of a show. */
  clear(): void {
    for (const path of [...this.#images, ...this.#music]) rmSync(path, { force: true })
    this.#images.clear()
    this.#music.clear()
    const folder = this.#folder
    this.#folder = null
    if (folder !== null && readdirSync(folder).length === 0) rmSync(folder, { recursive: true, force: true })
  }

  #make(): string {
    return (this.#folder ??= mkdtempSync(join(this.#parent, 'huitou-agora-')))
  }
}
