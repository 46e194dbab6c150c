import { existsSync } from 'node:fs'
import { Command, Option } from 'commander'
import { join } from 'node:path'
import pino from 'pino'

import { migrate } from '../storage/migrate.ts'
import { openPglite } from '../storage/pglite.ts'
import { openPostgres } from '../storage/postgres.ts'
import { Tokens, type ListedToken, type NewToken } from '../tokens.ts'
import { holderOf, holdFolder } from './data-folder.ts'
import { databaseUrlOf, databaseUrlOption, dataOption, type StorageOptions } from './options.ts'
import { remoteTokens } from './remote-tokens.ts'

/** What the commands need of tokens, be they in a database or behind a running collector. */
export type TokenDesk = Pick<Tokens, 'add' | 'list' | 'revoke'>

interface TokenOptions extends StorageOptions {
  readonly json: boolean
}

interface AddOptions extends TokenOptions {
  readonly scope: 'studio' | 'team' | 'admin'
  readonly label: string
}

/** `collect token add|list|revoke`. Works beside a running collector and without one. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('make, list and revoke tokens')
    .addCommand(
      withStorage(new Command('add'))
        .description('make a token and print it, this once')
        .argument('[studios...]', 'the studio it is for; of a team token, those it may read')
        .addOption(
          new Option(
            '--scope <scope>',
            'studio: writes and reads its own; team: reads some; admin: reads all and manages tokens',
          )
            .choices(['studio', 'team', 'admin'])
            .default('studio'),
        )
        .option('--label <text>', 'what it is for, to tell it from others', '')
        .action((studios: string[], options: AddOptions) => add(studios, options)),
    )
    .addCommand(
      withStorage(new Command('list'))
        .description('list all tokens, without their secrets')
        .action((options: TokenOptions) => withDesk(options, (desk) => list(desk, options))),
    )
    .addCommand(
      withStorage(new Command('revoke'))
        .description('make a token worthless, at once and for good')
        .argument('<tokenId>', 'its id, as `list` tells it; of hts_<id>_<secret> the middle part')
        .action((tokenId: string, options: TokenOptions) =>
          withDesk(options, async (desk) => {
            if (!(await desk.revoke(tokenId))) throw new Error(`there is no valid token of the id ${tokenId}`)
            print(options, { revoked: tokenId }, `${tokenId} is revoked.`)
          }),
        ),
    )
}

const withStorage = (command: Command): Command =>
  command
    .addOption(databaseUrlOption())
    .addOption(dataOption())
    .option('--json', 'print one JSON object', false)

function add(studios: readonly string[], options: AddOptions): Promise<void> {
  const wanted = wantedToken(studios, options)
  return withDesk(options, async (desk) => {
    const made = await desk.add(wanted)
    print(options, made, made.token)
    // Beside the output, so that a script may take the token from there as it is.
    if (!options.json) process.stderr.write(`It is not shown again. Its id, to revoke it: ${made.tokenId}\n`)
  })
}

function wantedToken(studios: readonly string[], { scope, label }: AddOptions): NewToken {
  switch (scope) {
    case 'studio': {
      const [studioId, ...more] = studios
      if (studioId === undefined || more.length > 0) throw new Error('name the one studio the token is for')
      return { scope, studioId, label }
    }
    case 'team':
      return { scope, studioIds: studios, label }
    case 'admin':
      if (studios.length > 0) throw new Error('an admin token sees all studios; name none')
      return { scope, label }
    default:
      return scope satisfies never
  }
}

async function list(desk: TokenDesk, options: TokenOptions): Promise<void> {
  const tokens = await desk.list()
  const lines = tokens.map(
    ({ tokenId, scope, studioIds, label, revokedAtMs }: ListedToken) =>
      `${tokenId}  ${scope.padEnd(6)}  ${(studioIds.join(',') || '*').padEnd(20)}  ${revokedAtMs === null ? 'valid  ' : 'revoked'}  ${label}`,
  )
  print(options, { tokens }, lines.length === 0 ? 'There is no token.' : lines.join('\n'))
}

const print = ({ json }: TokenOptions, object: unknown, text: string): void => {
  process.stdout.write(`${json ? JSON.stringify(object) : text}\n`)
}

/** A folder in use is PGlite's of a running collector: that one is asked, since its files bear no second process. */
async function withDesk(options: TokenOptions, work: (desk: TokenDesk) => Promise<void>): Promise<void> {
  const databaseUrl = databaseUrlOf(options)
  if (databaseUrl === null) {
    const holder = holderOf(options.data)
    if (holder?.url === null) throw new Error('the collector is just starting; try again in a moment')
    if (holder) return work(remoteTokens(holder.url, holder.controlToken))
    if (!existsSync(options.data)) process.stderr.write(`making ${options.data}\n`)
  }
  const held = databaseUrl === null ? holdFolder(options.data) : null
  try {
    const database =
      databaseUrl === null
        ? await openPglite(join(options.data, 'pglite'))
        : openPostgres(databaseUrl, pino({ level: 'silent' }))
    try {
      await migrate(database)
      await work(new Tokens(database))
    } finally {
      await database.close()
    }
  } finally {
    held?.release()
  }
}
