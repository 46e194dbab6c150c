/**
 * Opens the browser's print window on a report. It stands in a frame that runs nothing and is taken away with the next
 * one, since nobody says when printing is over.
 */
export async function printReport(url: string): Promise<void> {
  const response = await fetch(url, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`the report could not be read: ${response.status}`)
  const report = await response.text()
  document.querySelector(`iframe[data-report]`)?.remove()
  const frame = document.createElement('iframe')
  frame.dataset.report = ''
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals')
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  frame.style.cssText = 'position:fixed;left:-10000px;width:1040px;height:800px;border:0'
  frame.srcdoc = report
  await new Promise<void>((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true })
    document.body.append(frame)
  })
  frame.contentWindow?.print()
}
