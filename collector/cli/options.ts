import { InvalidArgumentError, Option } from 'commander'

import { defaultDataDir } from './data-folder.ts'

/** Where the database is; shared by all commands. */
export interface StorageOptions {
  readonly databaseUrl?: string
  readonly data: string
}

export const databaseUrlOption = (): Option =>
  new Option('--database-url <url>', 'PostgreSQL to keep everything in; without one PGlite does').env(
    'DATABASE_URL',
  )

export const dataOption = (): Option =>
  new Option('--data <dir>', 'folder of recordings and of PGlite')
    .env('HUITOU_COLLECTOR_DATA')
    .default(defaultDataDir())

export function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('a port is a whole number from 0 to 65535')
  }
  return port
}

export function parseGib(text: string): number {
  const gib = Number(text)
  if (!(gib > 0 && gib <= 4_096)) throw new InvalidArgumentError('a size is a number of GiB, 4096 at most')
  return gib
}

/** The URL as given, once it is one of PostgreSQL; null without one. Throws an Error that does not repeat it. */
export function databaseUrlOf({ databaseUrl }: StorageOptions): string | null {
  if (databaseUrl === undefined || databaseUrl === '') return null
  if (!/^postgres(?:ql)?:\/\//.test(databaseUrl)) {
    throw new Error('the database URL begins with postgres:// or postgresql://')
  }
  return databaseUrl
}
