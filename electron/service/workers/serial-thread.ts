import type { Worker } from 'node:worker_threads'

/** A thread that does one job at a time, in the order in which they were asked for, and goes when it has none. */
export interface SerialThread {
  /** The thread's answer to a message. Rejects when it dies over it, and when it is closed. */
  readonly ask: (message: unknown) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** Starting one takes a tenth of a second; keeping one takes memory. */
const IDLE_MS = 60_000

const ignored = (): void => undefined

export function createSerialThread(start: () => Worker): SerialThread {
  let worker: Worker | null = null
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | null = null
  let closed = false

  const stop = async (): Promise<void> => {
    const before = worker
    worker = null
    await before?.terminate()
  }
  const started = (): Worker => {
    const thread = start()
    // Also between two jobs: one that is gone would never answer.
    thread.once('exit', () => {
      if (worker === thread) worker = null
    })
    return thread
  }
  const run = (message: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const thread = (worker ??= started())
      const settle = (action: () => void): void => {
        thread.off('message', answered).off('error', failed).off('exit', failed)
        // What goes wrong after its job is nobody's any more; without a listener it would bring the service down.
        thread.on('error', ignored)
        thread.unref()
        action()
      }
      const answered = (answer: unknown): void => settle(() => resolve(answer))
      const failed = (cause: unknown): void =>
        settle(() => {
          if (worker === thread) worker = null
          reject(new Error('a thread ended before it had answered', { cause }))
        })
      thread.ref()
      thread.off('error', ignored).on('message', answered).on('error', failed).on('exit', failed)
      thread.postMessage(message)
    })

  return {
    ask: (message) => {
      const work = async (): Promise<unknown> => {
        if (closed) throw new Error('the thread is closed')
        if (idle) clearTimeout(idle)
        try {
          return await run(message)
        } finally {
          idle = setTimeout(() => void stop(), IDLE_MS).unref()
        }
      }
      const answer = last.then(work)
      last = answer.catch(() => undefined)
      return answer
    },
    close: async () => {
      closed = true
      if (idle) clearTimeout(idle)
      await stop()
    },
  }
}
