import { Command } from 'commander'

import { replayCommand } from './replay.ts'
import { serveCommand } from './serve.ts'

const huitou = new Command('huitou').addCommand(serveCommand()).addCommand(replayCommand())

await huitou.parseAsync()
