import { spawn } from 'node:child_process'
import path from 'node:path'
import { root } from './run.ts'
import { showLog } from './running-service.ts'
import { inWords } from './speak.ts'
import type { StopRequest } from './stop-request.ts'

/** Runs the desktop window until it is closed. Gives the reason if it could not even be shown. */
export async function runDesktopWindow(
  executable: string,
  stop: StopRequest,
  { data, env = {} }: { data?: string | undefined; env?: Record<string, string> },
): Promise<string | undefined> {
  // Chromium refuses its sandbox to root.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const args = [
    root,
    ...(asRoot ? ['--no-sandbox'] : []),
    ...(data === undefined ? [] : [`--user-data-dir=${path.resolve(data)}`]),
  ]
  // Terminals inside some editors carry this variable, which would make Electron a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
  const child = spawn(executable, args, {
    env: { ...inherited, ...env },
    stdio: ['inherit', 'inherit', 'pipe', 'ipc'],
  })
  let shown = false
  let lastWords = ''
  child.on('message', (message) => (shown ||= message === 'host-window-shown'))
  child.stderr?.on('data', (chunk: Buffer) => (lastWords = lastLine(chunk.toString())))
  if (child.stderr) showLog(child.stderr)
  void stop.asked.then((signal) => child.kill(signal))

  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  child.on('error', (error) => resolve(error.message))
  child.on('close', (code, signal) =>
    resolve(code === 0 || shown ? undefined : lastWords || String(code ?? signal)),
  )
  const reason = await promise
  if (reason === undefined || stop.isAsked()) return undefined
  return inWords(`Electron 打不开窗口（${reason}）`, `Electron could not open a window (${reason})`)
}

/** The last thing a program said, without the process and line number Chromium puts before it. */
function lastLine(output: string): string {
  const line = output.trim().split('\n').at(-1) ?? ''
  return line.replace(/^\[[^\]]*\] */, '')
}
