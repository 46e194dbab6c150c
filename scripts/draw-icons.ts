import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumFlags, findChromium } from './find-chromium.ts'
import { root } from './run.ts'

// Draws resources/icons anew from icon.svg: PNGs for Linux and the two containers Windows and macOS want. Run it after
// changing the drawing; what it makes is kept in the repository, for packaging has no browser.

const folder = path.join(root, 'resources', 'icons')
const SIZES = [16, 32, 48, 64, 128, 256, 512, 1024] as const
type Size = (typeof SIZES)[number]

/** Apple's names of the PNG entries of an .icns file; those with @2x hold twice the points they stand for. */
const ICNS_ENTRIES: readonly (readonly [name: string, size: Size])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]
const ICO_SIZES = [16, 32, 48, 64, 128, 256] as const

const pngs = await draw()
for (const size of SIZES) writeFileSync(path.join(folder, `${size}x${size}.png`), pngs[size])
writeFileSync(path.join(folder, 'icon.ico'), ico())
writeFileSync(path.join(folder, 'icon.icns'), icns())

async function draw(): Promise<Record<Size, Buffer>> {
  const found = findChromium()
  if (found === null) throw new Error('No Chrome or Chromium to draw with; CHROMIUM_PATH can name one.')
  const browser = await chromium.launch({ executablePath: found.executable, args: [...chromiumFlags] })
  const drawing = readFileSync(path.join(folder, 'icon.svg')).toString('base64')
  const shoot = async (size: Size): Promise<Buffer> => {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(
      `<body style="margin:0"><img width="${size}" height="${size}" style="display:block" src="data:image/svg+xml;base64,${drawing}">`,
    )
    await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
    const png = await page.screenshot({ omitBackground: true })
    await page.close()
    return png
  }
  const drawn: Record<Size, Buffer> = {
    16: await shoot(16),
    32: await shoot(32),
    48: await shoot(48),
    64: await shoot(64),
    128: await shoot(128),
    256: await shoot(256),
    512: await shoot(512),
    1024: await shoot(1024),
  }
  await browser.close()
  return drawn
}

/** ICONDIR, one ICONDIRENTRY each, then the PNGs. A byte of 0 for width and height means 256. */
function ico(): Buffer {
  const header = Buffer.alloc(6 + 16 * ICO_SIZES.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(ICO_SIZES.length, 4)
  let offset = header.length
  for (const [index, size] of ICO_SIZES.entries()) {
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(pngs[size].length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += pngs[size].length
  }
  return Buffer.concat([header, ...ICO_SIZES.map((size) => pngs[size])])
}

/** 'icns', the file's length, then entries of name, length (itself and the name included) and PNG; all big-endian. */
function icns(): Buffer {
  const entries = ICNS_ENTRIES.map(([name, size]) => chunk(name, pngs[size]))
  return chunk('icns', Buffer.concat(entries))
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'ascii')
  head.writeUInt32BE(8 + body.length, 4)
  return Buffer.concat([head, body])
}
