/** The theme's colours as values, since a chart cannot read CSS variables. Colour with meaning keeps its meaning. */
export interface ChartColours {
  readonly text: string
  readonly dimmed: string
  readonly faint: string
  readonly hairline: string
  readonly surface: string
  readonly accent: string
  readonly soon: string
  readonly urgent: string
  readonly late: string
}

/** Reads them from the page, once its theme stands. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement)
  const value = (name: string): string => style.getPropertyValue(`--studio-${name}`).trim()
  return {
    text: value('text'),
    dimmed: value('dimmed'),
    faint: value('faint'),
    hairline: value('hairline'),
    surface: value('raised'),
    accent: value('accent'),
    soon: value('soon'),
    urgent: value('urgent'),
    late: value('late'),
  }
}
