import { serviceToShellSchema } from '#shared/protocol/shell.ts'
import type { ShellToService } from '#shared/protocol/shell.ts'
import { parseServiceUrl } from './page-policy.ts'

/** What the host needs of a forked service process; Electron's UtilityProcess fits. */
export interface ServiceProcess<Port> {
  postMessage(message: ShellToService, transfer?: Port[]): void
  kill(): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
}

/** A service that answers. `url` is the address that opens the host page, with the token that makes its holder the host. */
export interface RunningService {
  readonly url: string
}

export interface ServiceHostOptions<Port> {
  /** Starts the process. `port` is the TCP port to listen on again, so that open pages and paired tablets find it. */
  readonly fork: (port: string | undefined) => ServiceProcess<Port>
  readonly onReady: (service: RunningService) => void
  /** It does not start, and trying on would not help: the person must decide. */
  readonly onFailed: (reason: string) => void
  /** Runs `action` after a delay; returns what cancels it. */
  readonly after: (delayMs: number, action: () => void) => () => void
  readonly now: () => number
  readonly log: (message: string) => void
}

export interface ServiceHost<Port> {
  readonly start: () => void
  /** Hands one end of a channel to the service. False when it is not ready: the port was not used. */
  readonly connect: (port: Port) => boolean
  /** Asks the service to finish and resolves when it is gone, by force after `STOP_TIMEOUT_MS`. */
  readonly stop: () => Promise<void>
}

export const STOP_TIMEOUT_MS = 5_000
export const START_TIMEOUT_MS = 60_000
/** A service that ran this long starts its back-off anew. */
export const STABLE_AFTER_MS = 60_000
export const BACK_OFF_MS: readonly [number, ...number[]] = [0, 250, 1_000, 2_000, 5_000, 10_000]
/** Starts in a row that may end without `ready` before the person is asked. */
export const START_ATTEMPTS = 4

type State<Port> =
  | { readonly name: 'idle' }
  | { readonly name: 'starting'; readonly process: ServiceProcess<Port>; readonly cancelTimeout: () => void }
  | { readonly name: 'ready'; readonly process: ServiceProcess<Port> }
  | { readonly name: 'waiting'; readonly cancel: () => void }
  | { readonly name: 'stopped' }

/**
 * Keeps one session service running. A crash is answered by a restart with growing delay for as long as it takes; a
 * refusal at the very first start (`failed`: a newer data folder, one already in use) goes to the person at once.
 */
export function createServiceHost<Port>(options: ServiceHostOptions<Port>): ServiceHost<Port> {
  let state: State<Port> = { name: 'idle' }
  let port: string | undefined
  let failuresInARow = 0
  let crashesInARow = 0
  let readySinceMs = 0
  let everReady = false

  function start(): void {
    if (state.name !== 'idle' && state.name !== 'waiting') return
    const process = options.fork(port)
    let refusal: string | undefined
    const cancelTimeout = options.after(START_TIMEOUT_MS, () => {
      refusal = `no answer within ${START_TIMEOUT_MS / 1000} s`
      process.kill()
    })
    state = { name: 'starting', process, cancelTimeout }

    process.on('message', (raw) => {
      if (!('process' in state) || state.process !== process) return
      const message = serviceToShellSchema.safeParse(raw)
      if (!message.success) {
        options.log(`The session service sent something that is no shell message: ${message.error.message}`)
        return
      }
      switch (message.data.type) {
        case 'ready':
          if (state.name === 'starting') becomeReady(process, message.data.url, message.data.hostToken)
          return
        case 'failed':
          refusal = message.data.message
          return
        default:
          message.data satisfies never
      }
    })
    process.on('exit', (code) => {
      if (!('process' in state) || state.process !== process) return
      if (state.name === 'ready') lost(code)
      else notStarted(refusal, code)
    })
  }

  function becomeReady(process: ServiceProcess<Port>, address: string, hostToken: string): void {
    if (state.name === 'starting') state.cancelTimeout()
    const url = parseServiceUrl(address)
    if (url === undefined) {
      options.log(`The session service gave an address that is not on this computer: ${address}`)
      process.kill()
      return
    }
    url.searchParams.set('token', hostToken)
    state = { name: 'ready', process }
    port = url.port
    everReady = true
    failuresInARow = 0
    readySinceMs = options.now()
    options.onReady({ url: url.href })
  }

  function lost(code: number): void {
    options.log(`The session service ended unasked (exit code ${code}); it is being restarted.`)
    if (options.now() - readySinceMs >= STABLE_AFTER_MS) crashesInARow = 0
    startLater(crashesInARow)
    crashesInARow += 1
  }

  function notStarted(refusal: string | undefined, code: number): void {
    if (state.name === 'starting') state.cancelTimeout()
    failuresInARow += 1
    options.log(`The session service did not start (${refusal ?? `exit code ${code}`}).`)
    if ((refusal !== undefined && !everReady) || failuresInARow >= START_ATTEMPTS) {
      state = { name: 'idle' }
      failuresInARow = 0
      options.onFailed(refusal ?? `exit code ${code}`)
      return
    }
    // Something else may hold the old port by now: rather a new address than no service.
    if (refusal !== undefined) port = undefined
    startLater(failuresInARow + crashesInARow)
  }

  function startLater(step: number): void {
    const delayMs = BACK_OFF_MS[Math.min(step, BACK_OFF_MS.length - 1)] ?? BACK_OFF_MS[0]
    state = { name: 'waiting', cancel: options.after(delayMs, start) }
  }

  async function stop(): Promise<void> {
    const ending = state
    state = { name: 'stopped' }
    if (ending.name === 'waiting') ending.cancel()
    if (!('process' in ending)) return
    if (ending.name === 'starting') ending.cancelTimeout()
    const { process } = ending
    await new Promise<void>((resolve) => {
      const cancelKill = options.after(STOP_TIMEOUT_MS, () => {
        options.log('The session service did not finish in time and is ended by force.')
        process.kill()
        resolve()
      })
      process.on('exit', () => {
        cancelKill()
        resolve()
      })
      process.postMessage({ type: 'stop' })
    })
  }

  return {
    start,
    connect: (end) => {
      if (state.name !== 'ready') return false
      state.process.postMessage({ type: 'connect' }, [end])
      return true
    },
    stop,
  }
}
