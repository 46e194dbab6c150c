import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import open from 'open'
import { buildIfStale } from './build-if-stale.ts'
import { runDesktopWindow } from './desktop-window.ts'
import { lacksDisplay, obtainElectron } from './obtain-electron.ts'
import { startService } from './running-service.ts'
import { say } from './speak.ts'
import { listenForStop, type StopRequest } from './stop-request.ts'

/** better-sqlite3 needs Node-API 10, which Electron has since this version; it crashes older ones. */
const OWN_SERVICE_SINCE_MAJOR = 40

const RESTART_AFTER_MS = 500
const RESTARTS_IN_A_ROW = 5

const USAGE = `npm start -- [--browser] [--data DIR] [--port N] [--lan]
  --browser    the studio in the default browser, without Electron
  --data DIR   where the shows are kept, instead of the user's usual folder
  --port N     port on the loopback address (with --browser)
  --lan        let devices of the local network in from the start (with --browser)`

const { values: options } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    data: { type: 'string' },
    port: { type: 'string' },
    lan: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (options.help) console.log(USAGE)
else process.exitCode = await start()

async function start(): Promise<number> {
  if (!(await buildIfStale())) return 1
  if (options.browser) return runInBrowser(listenForStop())

  const runtime = await obtainElectron()
  const stop = listenForStop()
  if (runtime.missing !== undefined) return runInBrowser(stop, runtime.missing)
  if (runtime.major >= OWN_SERVICE_SINCE_MAJOR) {
    const problem = await runDesktopWindow(runtime.executable, stop, { data: options.data })
    return problem === undefined ? 0 : runInBrowser(stop, problem)
  }

  say(
    `这个 Electron（${runtime.major}）早于 ${OWN_SERVICE_SINCE_MAJOR}，数据库在其中不能运行：场次服务改由 Node 运行，窗口连上去。`,
    `This Electron (${runtime.major}) is older than ${OWN_SERVICE_SINCE_MAJOR}, too old for the database: the session service runs under Node and the window attaches to it.`,
  )
  const service = await startService(serviceArguments())
  if (service === undefined) return 1
  const problem = await runDesktopWindow(runtime.executable, stop, {
    data: options.data,
    env: { STUDIO_SERVICE_URL: service.url },
  })
  await service.stop()
  return problem === undefined ? 0 : runInBrowser(stop, problem)
}

/** The studio in the browser, until Ctrl+C. A service that crashes is started again, at the same address. */
async function runInBrowser(stop: StopRequest, because?: string): Promise<number> {
  if (because !== undefined)
    say(`${because}，直播台改在浏览器里打开。`, `The studio opens in the browser, because ${because}.`)
  let service = await startService(serviceArguments())
  if (service === undefined) return 1
  console.log(service.url)
  say('在浏览器里打开上面的地址即可；按 Ctrl+C 结束。', 'The address above is the studio; Ctrl+C ends it.')
  if (!lacksDisplay()) await open(service.url).catch(() => undefined)

  for (let failures = 0; failures < RESTARTS_IN_A_ROW; failures += 1) {
    if (service !== undefined) {
      failures = 0
      await Promise.race([stop.asked, service.gone])
      if (stop.isAsked()) {
        await service.stop()
        return 0
      }
    }
    say(
      '场次服务意外结束，正在重新启动；网页会自己连回来。',
      'The session service ended unasked and is started again; pages reconnect by themselves.',
    )
    await sleep(RESTART_AFTER_MS)
    service = await startService(serviceArguments())
  }
  return 1
}

function serviceArguments(): string[] {
  return [
    ...(options.data === undefined ? [] : ['--data', path.resolve(options.data)]),
    ...(options.port === undefined ? [] : ['--port', options.port]),
    ...(options.lan ? ['--lan'] : []),
  ]
}
