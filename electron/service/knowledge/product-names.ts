import { plainText } from '#shared/domain/questions/normalise-text.ts'

/** What products are called, found inside what people write. A name that several have finds none of them. */
export interface ProductNames {
  readonly set: (productId: string, names: readonly string[]) => void
  readonly remove: (productId: string) => void
  /** The one product with exactly this name. */
  readonly named: (name: string) => string | null
  /** The longest name that stands in `plain` (of `plainText`), with whose it is. */
  readonly findIn: (plain: string) => { readonly productId: string; readonly name: string } | null
}

/** One character (茶, 鞋) names nothing by itself. */
const NAME_MIN = 2

export function createProductNames(): ProductNames {
  const owners = new Map<string, Set<string>>()
  const namesOf = new Map<string, readonly string[]>()
  let longest = 0

  const only = (name: string): string | null => {
    const ids = owners.get(name)
    return ids?.size === 1 ? ([...ids][0] ?? null) : null
  }
  const remove = (productId: string): void => {
    for (const name of namesOf.get(productId) ?? []) {
      const ids = owners.get(name)
      ids?.delete(productId)
      if (ids?.size === 0) owners.delete(name)
    }
    namesOf.delete(productId)
  }

  return {
    set: (productId, names) => {
      remove(productId)
      const plain = names.map(plainText).filter((name) => name.length >= NAME_MIN)
      namesOf.set(productId, plain)
      for (const name of plain) {
        owners.set(name, (owners.get(name) ?? new Set()).add(productId))
        longest = Math.max(longest, name.length)
      }
    },
    remove,
    named: (name) => only(plainText(name)),
    findIn: (plain) => {
      for (let length = Math.min(longest, plain.length); length >= NAME_MIN; length--) {
        for (let at = 0; at + length <= plain.length; at++) {
          const name = plain.slice(at, at + length)
          const productId = owners.has(name) && standsAlone(plain, at, length) ? only(name) : null
          if (productId !== null) return { productId, name }
        }
      }
      return null
    },
  }
}

/** A Latin name is a word of its own: "tea" does not stand in "team". */
function standsAlone(plain: string, at: number, length: number): boolean {
  const latin = (index: number): boolean => /[a-z]/.test(plain.charAt(index))
  return !(latin(at) && latin(at - 1)) && !(latin(at + length - 1) && latin(at + length))
}
