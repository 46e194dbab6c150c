export interface Deferred<Value> {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value) => void
}

/**
 * A promise that is settled from outside. `Promise.withResolvers` came with Chrome 119 and Safari 17.4; the browsers
 * inside chat apps, in which phones open the viewer page, are often older.
 */
export function deferred<Value>(): Deferred<Value> {
  let settle: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((resolve) => {
    settle = resolve
  })
  return { promise, resolve: (value) => settle(value) }
}
