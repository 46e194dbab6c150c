import { Command } from 'commander'

/** Each command loads what it needs: `classify` in a pipe does not wait for the web server's code. */
const COMMANDS = {
  serve: async () => (await import('./serve.ts')).serveCommand(),
  replay: async () => (await import('./replay.ts')).replayCommand(),
  classify: async () => (await import('./classify.ts')).classifyCommand(),
  log: async () => (await import('./log.ts')).logCommand(),
  report: async () => (await import('./report.ts')).reportCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
  import: async () => (await import('./import.ts')).importCommand(),
  sync: async () => (await import('./sync.ts')).syncCommand(),
  review: async () => (await import('./review.ts')).reviewCommand(),
  devices: async () => (await import('./devices.ts')).devicesCommand(),
  collect: async () => (await import('./collect.ts')).collectCommand(),
} as const

/** After a failed command, what it left open (sockets, timers) may hold up the exit no longer than this. */
const LEFTOVERS_MS = 1_000

const isCommand = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name)

try {
  const [name = ''] = process.argv.slice(2)
  const loaders = isCommand(name) ? [COMMANDS[name]] : Object.values(COMMANDS)
  const huitou = new Command('huitou').description('Huitou Studio on the command line')
  for (const command of await Promise.all(loaders.map((load) => load()))) huitou.addCommand(command)
  await huitou.parseAsync()
} catch (error) {
  console.error(`huitou: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
  setTimeout(() => process.exit(1), LEFTOVERS_MS).unref()
}
