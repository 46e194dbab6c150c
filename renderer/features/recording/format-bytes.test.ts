import { expect, it } from 'vitest'
import { formatBytes } from './format-bytes.ts'

it('shows sizes as people read them', () => {
  expect([0, 1023, 1024, 1_536_000, 260_046_848, 5_368_709_120].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1.0 KB',
    '1.5 MB',
    '248 MB',
    '5.0 GB',
  ])
})
