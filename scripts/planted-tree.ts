import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { root, runTool } from './run.ts'

/** One complaint of the linter or the compiler: `file` relative to the planted tree, forward slashes. */
export type Complaint = { file: string; rule: string; message: string }

const lintReport = z.object({
  diagnostics: z.array(
    z.object({
      filename: z.string(),
      code: z.string().default(''),
      message: z.string(),
      help: z.string().optional(),
    }),
  ),
})

const configs = [
  '.oxlintrc.json',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'scripts/lint',
  ...[
    'shared',
    'electron/service',
    'electron/main',
    'electron/preload',
    'renderer',
    'collector',
    'scripts',
  ].map((folder) => `${folder}/tsconfig.json`),
]

/**
 * A tree outside the repository with the repository's own configuration and only the files planted in it,
 * so that a violation can be shown to the real linter and compiler without ever touching the working tree.
 */
export class PlantedTree {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'huitou-planted-'))

  constructor() {
    for (const config of configs)
      cpSync(path.join(root, config), path.join(this.folder, config), { recursive: true })
    symlinkSync(path.join(root, 'node_modules'), path.join(this.folder, 'node_modules'), 'junction')
  }

  plant(file: string, source: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true })
    writeFileSync(path.join(this.folder, file), source)
  }

  /** All complaints of the linter; throws with its output when it did not report at all. */
  async lint(): Promise<Complaint[]> {
    const { output } = await runTool('oxlint/bin/oxlint', ['--format=json'], { cwd: this.folder })
    const start = output.indexOf('{')
    if (start < 0) throw new Error(`oxlint gave no report:\n${output}`)
    return lintReport.parse(JSON.parse(output.slice(start))).diagnostics.map((found) => ({
      file: found.filename.replaceAll('\\', '/'),
      rule: found.code,
      message: [found.message, found.help].filter(Boolean).join(' '),
    }))
  }

  /** All complaints of the compiler over all projects. */
  async compile(): Promise<Complaint[]> {
    const { output } = await runTool('typescript/bin/tsc', ['-b', '--pretty', 'false'], { cwd: this.folder })
    return [...output.matchAll(/^(?<file>[^(\n]+)\(\d+,\d+\): error (?<rule>TS\d+): (?<message>.*)$/gm)].map(
      ({ groups = {} }) => ({
        file: (groups['file'] ?? '').replaceAll('\\', '/'),
        rule: groups['rule'] ?? '',
        message: groups['message'] ?? '',
      }),
    )
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
