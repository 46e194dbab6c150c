import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const areaSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
})

const windowStateSchema = z.object({ bounds: areaSchema, maximized: z.boolean(), fullScreen: z.boolean() })

/** Where a window was, in device-independent pixels. `bounds` are those it returns to when not maximised. */
export type WindowState = z.infer<typeof windowStateSchema>

export const MINIMUM_SIZE = { width: 1024, height: 640 }
const PREFERRED_SIZE = { width: 1600, height: 940 }
const TITLE_BAR_HEIGHT = 32
/** How much of the title bar must be in sight to move the window by it, in square pixels. */
const GRASP_AREA = 120 * 24

/** Reads the remembered place; undefined if there is none or it cannot be understood, which costs nothing but the place. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    return windowStateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Remembers the place, replacing the file whole so that a crash leaves the old one. Throws what the disk throws. */
export function writeWindowState(file: string, state: WindowState): void {
  const draft = `${file}.new`
  writeFileSync(draft, JSON.stringify(state))
  renameSync(draft, file)
}

/**
 * Bounds for a new window. A remembered place is used only if its title bar can be grasped on a display that is there
 * now; a window left on an unplugged screen comes back to the middle of the primary one, no larger than its work area.
 */
export function placeWindow(
  remembered: Area | undefined,
  workAreas: readonly [primary: Area, ...others: Area[]],
): Area {
  const kept = remembered && keepPlace(remembered, workAreas)
  if (kept) return kept
  const [primary] = workAreas
  const width = clamp(remembered?.width ?? PREFERRED_SIZE.width, MINIMUM_SIZE.width, primary.width)
  const height = clamp(remembered?.height ?? PREFERRED_SIZE.height, MINIMUM_SIZE.height, primary.height)
  return {
    x: primary.x + Math.max(0, Math.floor((primary.width - width) / 2)),
    y: primary.y + Math.max(0, Math.floor((primary.height - height) / 2)),
    width,
    height,
  }
}

/** The remembered place, fitted to the display it was mostly on; undefined when its title bar is out of reach. */
function keepPlace(remembered: Area, workAreas: readonly Area[]): Area | undefined {
  return workAreas
    .toSorted((one, other) => overlap(remembered, other) - overlap(remembered, one))
    .map((area) => {
      const width = clamp(remembered.width, MINIMUM_SIZE.width, area.width)
      const height = clamp(remembered.height, MINIMUM_SIZE.height, area.height)
      return { area, placed: { ...remembered, width, height } }
    })
    .find(({ area, placed }) => overlap({ ...placed, height: TITLE_BAR_HEIGHT }, area) >= GRASP_AREA)?.placed
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(Math.min(value, high), Math.min(low, high))
}

function overlap(a: Area, b: Area): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
