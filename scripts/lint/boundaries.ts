import path from 'node:path'

/** Folders that are closed to relative imports from outside; the longest match wins. */
const zones = [
  'shared/lib',
  'shared/domain',
  'shared/protocol',
  'electron/main',
  'electron/preload',
  'electron/service',
  'renderer',
  'collector',
]

/**
 * The zone a file of the repository lies in, e.g. `shared/domain` or `renderer/features/queue`: every
 * feature is a zone of its own. `file` is relative to the root with forward slashes; null outside all zones.
 */
export function zoneOf(file: string): string | null {
  const feature = /^renderer\/features\/[^/]+(?=\/)/.exec(file)
  if (feature) return feature[0]
  return zones.find((zone) => file.startsWith(`${zone}/`)) ?? null
}

/** Why `specifier` may not stand in `file` (relative to the root, forward slashes), or null if it may. */
export function escapeOf(file: string, specifier: string): string | null {
  const from = zoneOf(file)
  if (from === null) return null
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier)
    // Icons and recordings are data, open to everyone.
    if (zoneOf(target) === from || target.startsWith('resources/')) return null
    return `‘${specifier}’ leaves ${from}: import across folders by subpath (#shared/…, #service/…, #renderer/…).`
  }
  if (specifier.startsWith('#renderer/features/') && from.startsWith('renderer/features/')) {
    const target = zoneOf(specifier.slice(1))
    if (target !== from)
      return `A feature never imports another feature: ${from} must not import ‘${specifier}’.`
  }
  return null
}

type Literal = { type: string; value?: unknown }
type ImportLike = { source: Literal | null }
type Context = {
  cwd: string
  filename: string
  report(problem: { node: unknown; message: string }): void
}

const staysHome = {
  create(context: Context) {
    const file = path.relative(context.cwd, context.filename).replaceAll(path.sep, '/')
    if (zoneOf(file) === null) return {}
    function check(node: ImportLike): void {
      if (typeof node.source?.value !== 'string') return
      const message = escapeOf(file, node.source.value)
      if (message !== null) context.report({ node: node.source, message })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}

/** oxlint plugin: what `no-restricted-imports` cannot say, because it depends on where the file lies. */
export default {
  meta: { name: 'boundaries' },
  rules: { 'stays-home': staysHome },
}
