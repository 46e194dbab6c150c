import { describe, expect, it } from 'vitest'
import type { ShellToService } from '#shared/protocol/shell.ts'
import {
  BACK_OFF_MS,
  createServiceHost,
  START_ATTEMPTS,
  START_TIMEOUT_MS,
  STABLE_AFTER_MS,
  STOP_TIMEOUT_MS,
} from './service-host.ts'
import type { ServiceProcess } from './service-host.ts'

class FakeProcess implements ServiceProcess<string> {
  readonly sent: { message: ShellToService; transfer: string[] | undefined }[] = []
  killed = false
  #message: (message: unknown) => void = () => {}
  #exits: ((code: number) => void)[] = []

  postMessage(message: ShellToService, transfer?: string[]): void {
    this.sent.push({ message, transfer })
  }
  kill(): boolean {
    this.killed = true
    return true
  }
  on(event: 'message', listener: (message: unknown) => void): void
  on(event: 'exit', listener: (code: number) => void): void
  on(event: 'message' | 'exit', listener: ((message: unknown) => void) & ((code: number) => void)): void {
    if (event === 'message') this.#message = listener
    else this.#exits.push(listener)
  }
  say(message: unknown): void {
    this.#message(message)
  }
  ready(port = 4170): void {
    this.say({ type: 'ready', url: `http://127.0.0.1:${port}/`, hostToken: `token-${port}` })
  }
  exit(code = 1): void {
    for (const listener of this.#exits) listener(code)
  }
}

/** A host whose processes and clock the test moves. */
function bench() {
  const processes: FakeProcess[] = []
  const ports: (string | undefined)[] = []
  const ready: string[] = []
  const failures: string[] = []
  const logged: string[] = []
  let nowMs = 1_000_000
  let timers: { atMs: number; action: () => void }[] = []
  const host = createServiceHost<string>({
    fork: (port) => {
      const process = new FakeProcess()
      processes.push(process)
      ports.push(port)
      return process
    },
    onReady: ({ url }) => ready.push(url),
    onFailed: (reason) => failures.push(reason),
    after: (delayMs, action) => {
      const timer = { atMs: nowMs + delayMs, action }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    now: () => nowMs,
    log: (message) => logged.push(message),
  })
  const pass = (durationMs: number): void => {
    nowMs += durationMs
    const due = timers.filter((timer) => timer.atMs <= nowMs)
    timers = timers.filter((timer) => timer.atMs > nowMs)
    for (const timer of due) timer.action()
  }
  const latest = (): FakeProcess => {
    const process = processes.at(-1)
    if (!process) throw new Error('no process was started')
    return process
  }
  return { host, processes, ports, ready, failures, logged, pass, latest, timers: () => timers }
}

const LONGEST_BACK_OFF_MS = Math.max(...BACK_OFF_MS)

describe('the service host', () => {
  it('announces the address that opens the host page, with its token', () => {
    const { host, latest, ready } = bench()
    host.start()
    latest().ready(5000)
    expect(ready).toEqual(['http://127.0.0.1:5000/?token=token-5000'])
  })

  it('hands ports to a ready service only', () => {
    const { host, latest } = bench()
    host.start()
    expect(host.connect('early')).toBe(false)
    latest().ready()
    expect(host.connect('end')).toBe(true)
    expect(latest().sent).toEqual([{ message: { type: 'connect' }, transfer: ['end'] }])
    latest().exit()
    expect(host.connect('late')).toBe(false)
  })

  it('restarts a crashed service at once, on the port it had', () => {
    const { host, latest, pass, ports } = bench()
    host.start()
    latest().ready(5000)
    latest().exit(139)
    pass(0)
    expect(ports).toEqual([undefined, '5000'])
  })

  it('waits longer with every crash, never gives up, and starts anew after a stable while', () => {
    const { host, latest, pass, processes, timers, failures } = bench()
    host.start()
    const delaysMs: number[] = []
    const crash = (afterMs: number): void => {
      latest().ready()
      pass(afterMs)
      const before = timers().length
      latest().exit()
      expect(timers()).toHaveLength(before + 1)
      let waitedMs = 0
      const count = processes.length
      pass(0)
      while (processes.length === count) {
        pass(50)
        waitedMs += 50
      }
      delaysMs.push(waitedMs)
    }
    for (let turn = 0; turn < BACK_OFF_MS.length + 2; turn += 1) crash(10)
    expect(delaysMs).toEqual([...BACK_OFF_MS, LONGEST_BACK_OFF_MS, LONGEST_BACK_OFF_MS])
    crash(STABLE_AFTER_MS)
    expect(delaysMs.at(-1)).toBe(BACK_OFF_MS[0])
    expect(failures).toEqual([])
  })

  it('passes a refusal at the first start on to the person, word for word, and starts again when asked', () => {
    const { host, latest, failures, processes, pass } = bench()
    host.start()
    latest().say({ type: 'failed', message: 'this data folder is in use' })
    latest().exit()
    pass(LONGEST_BACK_OFF_MS)
    expect(failures).toEqual(['this data folder is in use'])
    expect(processes).toHaveLength(1)
    host.start()
    expect(processes).toHaveLength(2)
  })

  it('tries a service that dies while starting a few times before it asks', () => {
    const { host, latest, failures, processes, pass } = bench()
    host.start()
    for (let turn = 0; turn < START_ATTEMPTS; turn += 1) {
      latest().exit(11)
      pass(LONGEST_BACK_OFF_MS)
    }
    expect(processes).toHaveLength(START_ATTEMPTS)
    expect(failures).toEqual(['exit code 11'])
  })

  it('gives up the old port when the restarted service cannot have it', () => {
    const { host, latest, ports, pass, failures } = bench()
    host.start()
    latest().ready(5000)
    latest().exit()
    pass(LONGEST_BACK_OFF_MS)
    latest().say({ type: 'failed', message: 'port 5000 is taken' })
    latest().exit()
    pass(LONGEST_BACK_OFF_MS)
    expect(ports).toEqual([undefined, '5000', undefined])
    expect(failures).toEqual([])
  })

  it('ends a service that never becomes ready', () => {
    const { host, latest, pass, failures } = bench()
    host.start()
    pass(START_TIMEOUT_MS)
    expect(latest().killed).toBe(true)
    latest().exit(15)
    expect(failures).toEqual([`no answer within ${START_TIMEOUT_MS / 1000} s`])
  })

  it('does not open an address that is not on this computer', () => {
    const { host, latest, ready, logged } = bench()
    host.start()
    latest().say({ type: 'ready', url: 'http://studio.example/', hostToken: 'x' })
    expect(ready).toEqual([])
    expect(latest().killed).toBe(true)
    expect(logged.join()).toContain('studio.example')
  })

  it.each([{}, 'ready', null, { type: 'ready' }, { type: 'later', url: 1 }])(
    'ignores and logs %j',
    (message) => {
      const { host, latest, ready, logged } = bench()
      host.start()
      latest().say(message)
      expect(logged).toHaveLength(1)
      latest().ready()
      expect(ready).toHaveLength(1)
    },
  )

  it('asks the service to finish and waits for it', async () => {
    const { host, latest, processes, pass } = bench()
    host.start()
    latest().ready()
    const stopped = host.stop()
    expect(latest().sent.at(-1)?.message).toEqual({ type: 'stop' })
    latest().exit(0)
    await stopped
    pass(STOP_TIMEOUT_MS)
    expect(latest().killed).toBe(false)
    expect(processes).toHaveLength(1)
  })

  it('ends a service that does not finish in time', async () => {
    const { host, latest, pass } = bench()
    host.start()
    latest().ready()
    const stopped = host.stop()
    pass(STOP_TIMEOUT_MS)
    await stopped
    expect(latest().killed).toBe(true)
  })

  it('starts nothing more once stopped, not even a restart that was due', async () => {
    const { host, latest, processes, pass } = bench()
    host.start()
    latest().ready()
    latest().exit()
    await host.stop()
    pass(LONGEST_BACK_OFF_MS)
    host.start()
    expect(processes).toHaveLength(1)
  })

  it('hears nothing from a process that was replaced', () => {
    const { host, processes, latest, pass, ready } = bench()
    host.start()
    latest().ready(5000)
    latest().exit()
    pass(LONGEST_BACK_OFF_MS)
    processes[0]?.ready(6000)
    processes[0]?.exit()
    latest().ready(5000)
    expect(ready).toHaveLength(2)
    expect(host.connect('end')).toBe(true)
  })
})
