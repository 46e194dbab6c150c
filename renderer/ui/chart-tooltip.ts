export interface TooltipRow {
  readonly name: string
  readonly value: string
  /** A small square before the name, as in the chart. */
  readonly colour?: string
}

/** What a chart's tooltip shows, as elements: texts that people typed stay texts. Give it from `tooltip.formatter`. */
export function tooltipNode(title: string, rows: readonly TooltipRow[], note?: string): HTMLElement {
  const node = document.createElement('div')
  node.append(line('div', title, 'font-weight:600'))
  for (const { name, value, colour } of rows) {
    const row = line('div', '', 'display:flex;gap:8px;align-items:center')
    if (colour !== undefined)
      row.append(line('span', '', `flex:none;width:8px;height:8px;background:${colour}`))
    row.append(line('span', name, 'flex:1'), line('span', value, 'font-variant-numeric:tabular-nums'))
    node.append(row)
  }
  if (note !== undefined) node.append(line('div', note, 'max-width:320px;white-space:normal;opacity:.75'))
  return node
}

function line(tag: 'div' | 'span', text: string, css: string): HTMLElement {
  const node = document.createElement(tag)
  node.textContent = text
  node.style.cssText = css
  return node
}
