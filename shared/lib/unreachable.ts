/** Marks a branch the types rule out; throws with the value if data got past the types after all. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
