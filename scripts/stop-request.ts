const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Somebody wants this command to end: Ctrl+C, a closed terminal, a supervisor. */
export interface StopRequest {
  readonly asked: Promise<NodeJS.Signals>
  readonly isAsked: () => boolean
}

/** From here on this process ends when its work is wound up, not at the signal: what it started would outlive it. */
export function listenForStop(): StopRequest {
  let isAsked = false
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>()
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      isAsked = true
      resolve(signal)
    })
  }
  return { asked: promise, isAsked: () => isAsked }
}
