import { Command } from 'commander'

import { serveCommand } from './cli/serve.ts'
import { tokenCommand } from './cli/token.ts'

/** After a failed command, what it left open may hold up the exit no longer than this. */
const LEFTOVERS_MS = 1_000

try {
  const collect = new Command('collect').description('the collector: takes in the session logs of studios')
  collect.addCommand(serveCommand(), { isDefault: true })
  collect.addCommand(tokenCommand())
  collect.addHelpText('after', '\n`serve` may be left out; `serve --help` tells its options.')
  await collect.parseAsync()
} catch (error) {
  process.stderr.write(`collect: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
  setTimeout(() => process.exit(1), LEFTOVERS_MS).unref()
}
