/**
 * As much of a page as the SDK's JavaScript touches: elements that hold elements. It loads its renderers only where
 * `process.type` says so, and draws in software where there is no WebGL.
 */
class Element {
  readonly style: Record<string, string> = {}
  readonly children: Element[] = []
  parentNode: Element | null = null
  readonly clientWidth = 360
  readonly clientHeight = 640
  width = 0
  height = 0

  get parentElement(): Element | null {
    return this.parentNode
  }

  append(...children: Element[]): void {
    for (const child of children) this.appendChild(child)
  }

  appendChild(child: Element): Element {
    child.remove()
    child.parentNode = this
    this.children.push(child)
    return child
  }

  removeChild(child: Element): Element {
    child.remove()
    return child
  }

  replaceChildren(...children: Element[]): void {
    for (const child of [...this.children]) child.remove()
    this.append(...children)
  }

  remove(): void {
    const { parentNode } = this
    if (!parentNode) return
    parentNode.children.splice(parentNode.children.indexOf(this), 1)
    this.parentNode = null
  }

  getContext(): object | null {
    return null
  }
}

/** A canvas of the SDK's software renderer asks for a 2D context it can measure. */
class Canvas extends Element {
  override getContext(kind?: string): object | null {
    return kind === '2d' ? { createImageData: () => ({ data: new Uint8ClampedArray(4) }) } : null
  }
}

/** Puts the page's globals in place. Call before the SDK is loaded for the first time. */
export function installDom(): void {
  Object.assign(process, { type: 'renderer' })
  Object.assign(globalThis, {
    window: globalThis,
    document: {
      createElement: (name: string) => (name === 'canvas' ? new Canvas() : new Element()),
    },
  })
}

/** A container as the studio's pages give one; typed as the DOM's for the port. */
export function makeContainer(): HTMLElement {
  return document.createElement('div')
}
