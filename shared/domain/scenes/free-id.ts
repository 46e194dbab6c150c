const ID_MAX = 64

/** `wanted` itself or, when that is taken, with the lowest number behind it that is free. At most 64 characters. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number++) {
    const id = `${wanted.slice(0, ID_MAX - 8)}-${number}`
    if (!taken.has(id)) return id
  }
}
