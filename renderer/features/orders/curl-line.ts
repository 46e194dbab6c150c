import type { Access } from '#shared/protocol/down.ts'

/** Where the shop system sends orders: over the network once that is let in, else from this computer alone. */
export const ordersUrl = ({ lan, urls, port }: Pick<Access, 'lan' | 'urls' | 'port'>): string =>
  new URL('/v1/orders', (lan ? urls[0] : undefined) ?? `http://127.0.0.1:${port}/`).href

/** A line for a terminal that sends one order; the same id again changes nothing. */
export const curlLine = (url: string, token: string, nowMs: number): string =>
  [
    `curl -X POST ${url}`,
    `-H "Authorization: Bearer ${token}"`,
    '-H "Content-Type: application/json"',
    `-d '${JSON.stringify({
      orderId: `TEST-${nowMs}`,
      buyer: { source: 'youzan', userId: 'test-1', name: '测试买家' },
      lines: [{ itemNumber: 1, quantity: 1, amountFen: 100 }],
      amountFen: 100,
      status: 'paid',
      placedAtMs: nowMs,
    })}'`,
  ].join(' \\\n  ')
