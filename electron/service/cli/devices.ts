import { Command } from 'commander'
import { agoraNatives, type AgoraNatives } from './agora-natives.ts'
import { askBrowser, type BrowserReport } from './browser-report.ts'
import { installedChromium } from './installed-chromium.ts'

/** `huitou devices`: what the engines have to work with on this machine. */
export function devicesCommand(): Command {
  return new Command('devices')
    .description('list cameras, microphones, encoders and what Agora’s engine needs, as the studio sees them')
    .option('--json', 'print one JSON object instead of a table', false)
    .option('--chromium <program>', 'the Chromium, Chrome or Edge to look with')
    .action(async ({ json, chromium }: { readonly json: boolean; readonly chromium?: string }) => {
      const executable = chromium ?? installedChromium()?.executable
      if (executable === undefined) {
        throw new Error(
          'there is no Chrome, Chromium or Edge on this machine; install one, or name one with --chromium or CHROMIUM_PATH',
        )
      }
      const agora = agoraNatives()
      const report = await askBrowser(executable)
      process.stdout.write(
        json ? `${JSON.stringify({ executable, ...report, agora })}\n` : table(executable, report, agora),
      )
    })
}

function table(executable: string, report: BrowserReport, agora: AgoraNatives): string {
  const { browser, refused, cameras, microphones, encoders, webRtc } = report
  const sections: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ['Built-in engine', [['Chromium', browser, executable]]],
    ['Cameras', cameras.length === 0 ? [[whyNone(refused.camera)]] : cameras.map(cameraRow)],
    [
      'Microphones',
      microphones.length === 0 ? [[whyNone(refused.microphone)]] : microphones.map(({ label }) => [label]),
    ],
    [
      'Encoders (1280×720, 30 a second)',
      encoders.map(({ name, hardware, software }) => [
        name,
        [...(hardware ? ['hardware'] : []), ...(software ? ['software'] : [])].join(', ') || 'none',
      ]),
    ],
    [
      'WebRTC',
      [
        ['video', webRtc.video.join(', ')],
        ['audio', webRtc.audio.join(', ')],
      ],
    ],
    [
      'Agora engine',
      [agora.available ? [`available, SDK ${agora.version}`] : [`not available: ${agora.reason}`]],
    ],
  ]
  return sections.map(([title, rows]) => `${title}\n${aligned(rows)}\n`).join('\n')
}

/** A browser that finds no device says so as an error; for the user it is none. */
const whyNone = (refused: string | null): string =>
  refused === null || refused.startsWith('NotFoundError') ? 'none' : refused

const cameraRow = ({ label, width, height, framesPerSecond, problem }: BrowserReport['cameras'][number]) => [
  label,
  width === null || height === null ? '' : `up to ${width}×${height}`,
  framesPerSecond === null ? '' : `${Math.round(framesPerSecond)} a second`,
  problem ?? 'delivers pictures',
]

/** Rows under each other, each column as wide as its widest cell. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n')
}
