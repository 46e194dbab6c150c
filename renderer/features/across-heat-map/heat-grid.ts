import type { HeatDay, HeatSlot } from '#shared/domain/review/across/across.ts'
import type { HeatmapResponse } from '#shared/protocol/review-across.ts'

/** One hour of the week: without a show, with too few people to tell, or with a rate. */
export type HeatCell =
  | { readonly kind: 'none' }
  | { readonly kind: 'small'; readonly slot: HeatSlot }
  | {
      readonly kind: 'told'
      readonly slot: HeatSlot
      readonly rate: number
      readonly returners: number
      /** 0 to 1, among the cells that tell: how strong its colour is. */
      readonly strength: number
    }

export interface HeatRow {
  readonly weekday: number
  readonly cells: readonly HeatCell[]
  readonly day: HeatDay | null
}

export interface HeatGrid {
  /** From the earliest to the latest hour with a show. */
  readonly hours: readonly number[]
  /** Monday to Sunday, days without a show too. */
  readonly rows: readonly HeatRow[]
  /** How many cells have a rate. */
  readonly told: number
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** Lays the slots out as weekday by hour. */
export function heatGrid({ slots, weekdays }: Pick<HeatmapResponse, 'slots' | 'weekdays'>): HeatGrid {
  const first = Math.min(...slots.map(({ hour }) => hour))
  const last = Math.max(...slots.map(({ hour }) => hour))
  const hours = slots.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const rates = slots.flatMap(({ rate }) => (rate === null ? [] : [rate]))
  const low = Math.min(...rates)
  const span = Math.max(...rates) - low
  const cellOf = (slot: HeatSlot | undefined): HeatCell => {
    if (!slot) return { kind: 'none' }
    if (slot.rate === null || slot.returners === null) return { kind: 'small', slot }
    return {
      kind: 'told',
      slot,
      rate: slot.rate,
      returners: slot.returners,
      strength: span > 0 ? (slot.rate - low) / span : 0.5,
    }
  }
  return {
    hours,
    rows: WEEKDAYS.map((weekday) => ({
      weekday,
      cells: hours.map((hour) =>
        cellOf(slots.find((slot) => slot.weekday === weekday && slot.hour === hour)),
      ),
      day: weekdays.find((day) => day.weekday === weekday) ?? null,
    })),
    told: rates.length,
  }
}

/** The more the deeper, never so deep that the figures on it are hard to read. */
export const heatColour = (strength: number): string =>
  `color-mix(in srgb, var(--studio-accent) ${Math.round(8 + strength * 42)}%, var(--studio-raised))`
