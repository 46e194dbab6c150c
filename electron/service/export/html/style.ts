/** Of the studio's light theme, and of what its colours mean. */
export const COLOURS = {
  text: '#182025',
  dimmed: '#55626b',
  faint: '#6f7c85',
  hairline: '#d6dde1',
  accent: '#0d786f',
  inTime: '#128f84',
  late: '#d9a441',
  missed: '#c23a0c',
  pending: '#c0cad0',
  online: '#3f6f8f',
  orders: '#5b6871',
} as const

/** One column for the screen, A4 for paper. No part of it is fetched from anywhere. */
export const STYLE = `
:root { color-scheme: light; --text: ${COLOURS.text}; --dimmed: ${COLOURS.dimmed}; --hairline: ${COLOURS.hairline}; --accent: ${COLOURS.accent} }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; background: #eceff1; color: var(--text); font: 15px/1.6 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif; font-variant-numeric: tabular-nums; print-color-adjust: exact; -webkit-print-color-adjust: exact }
main { max-width: 1040px; margin: 32px auto; padding: 48px 56px 40px; background: #fff; border: 1px solid var(--hairline) }
header { border-bottom: 2px solid var(--text); padding-bottom: 20px; margin-bottom: 24px }
html[lang=en] body, html[lang=en] svg { font-family: system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
.brand { display: flex; justify-content: space-between; gap: 16px; color: var(--dimmed); font-size: 13px; letter-spacing: .02em }
.brand b { color: var(--accent); font-weight: 600 }
h1 { font-size: 30px; line-height: 1.25; margin: 16px 0 6px; overflow-wrap: anywhere }
h2 { font-size: 18px; margin: 40px 0 12px; padding-top: 14px; border-top: 1px solid var(--hairline); break-after: avoid }
h3 { font-size: 14px; margin: 24px 0 8px; color: var(--dimmed); font-weight: 600; break-after: avoid }
p { margin: 0 0 10px }
.when { color: var(--dimmed) }
.notice { border-left: 3px solid ${COLOURS.late}; background: #fdf7ea; padding: 8px 12px; margin-top: 14px; font-size: 14px }
.lead { font-size: 18px; line-height: 1.7 }
.dimmed { color: var(--dimmed); font-size: 13px }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); border: 1px solid var(--hairline); border-width: 1px 0 0 1px; margin: 20px 0 8px; break-inside: avoid }
.figure { border: 1px solid var(--hairline); border-width: 0 1px 1px 0; padding: 14px 18px 12px }
.figure dt { color: var(--dimmed); font-size: 13px }
.figure dd { margin: 2px 0 0; font-size: 28px; font-weight: 600; line-height: 1.3 }
.figure small { display: block; color: var(--dimmed); font-size: 12px; font-weight: 400; line-height: 1.45 }
figure { margin: 12px 0; break-inside: avoid }
figcaption { color: var(--dimmed); font-size: 13px; margin-top: 4px }
svg { display: block; width: 100%; height: auto; font: 11px 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin: 8px 0 0; padding: 0; font-size: 13px; color: var(--dimmed) }
.legend b { color: var(--text); font-weight: 600 }
.swatch { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 2px }
.split { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 40px }
.split > * { min-width: 0 }
table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 1.5 }
thead { display: table-header-group }
tr { break-inside: avoid }
th { text-align: left; font-weight: 600; color: var(--dimmed); vertical-align: bottom; border-bottom: 1px solid var(--text); padding: 4px 12px 6px 0 }
td { vertical-align: top; border-bottom: 1px solid var(--hairline); padding: 6px 12px 6px 0; overflow-wrap: anywhere }
th:last-child, td:last-child { padding-right: 0 }
.n { text-align: right; white-space: nowrap }
.t { white-space: nowrap; color: var(--dimmed) }
.bar { display: block; height: 6px; margin-top: 5px; border-radius: 2px; background: ${COLOURS.inTime} }
.mark { white-space: nowrap }
.mark::before { content: ''; display: inline-block; width: 8px; height: 8px; border-radius: 50%; margin-right: 6px; background: ${COLOURS.pending} }
.mark.inTime::before { background: ${COLOURS.inTime} }
.mark.late::before { background: ${COLOURS.late}; border-radius: 2px }
.mark.missed::before { background: ${COLOURS.missed}; border-radius: 0; transform: rotate(45deg) }
.key { font-family: ui-monospace, Consolas, monospace; font-size: 12px; color: var(--dimmed) }
footer { margin-top: 40px; padding-top: 12px; border-top: 1px solid var(--hairline); color: var(--dimmed); font-size: 12px; display: flex; justify-content: space-between; gap: 16px }
@media (max-width: 720px) {
  main { margin: 0; padding: 24px 18px; border: 0 }
  .figures { grid-template-columns: repeat(2, 1fr) }
  .split { grid-template-columns: 1fr }
  figure, .scroll { overflow-x: auto }
  .scroll table { min-width: 640px }
  figure.wide svg { min-width: 720px }
}
@page { size: A4; margin: 14mm 13mm }
@media print {
  body { background: #fff; font-size: 10.5pt }
  main { max-width: none; margin: 0; padding: 0; border: 0 }
  h1 { font-size: 22pt }
  .lead { font-size: 12.5pt }
  .figure dd { font-size: 19pt }
  table { font-size: 9pt }
}
`
