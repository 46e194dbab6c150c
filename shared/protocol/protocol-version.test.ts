import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'

import { eventBodies } from '#shared/domain/session/event.ts'
import { downSchema } from './down.ts'
import { PROTOCOL_VERSION } from './protocol-version.ts'
import { upSchema } from './up.ts'

/**
 * The wire as of each version. When this fails, the frames have changed: raise PROTOCOL_VERSION and add a line here.
 * While a version has not been released its line may be replaced.
 */
const HASHES: Readonly<Record<number, string>> = {
  1: '50e83f2061498b60',
}

test('a change of the wire comes with a new protocol version', () => {
  const shapes = [upSchema, downSchema, z.object(eventBodies)].map((schema) =>
    z.toJSONSchema(schema, { io: 'input' }),
  )
  const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16)
  expect(HASHES[PROTOCOL_VERSION]).toBe(hash)
})
