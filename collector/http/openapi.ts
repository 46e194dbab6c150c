import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'

import {
  collectedRecordingSchema,
  collectedSessionSchema,
  collectorProblemSchema,
  sessionHeadSchema,
  syncedEventSchema,
  withheldEventSchema,
} from '#shared/protocol/collector.ts'
import { figuresSchema } from '../rollups/figures.ts'

/** What stands once in the document and is referred to. */
const schemaRegistry = z.registry<{ id: string }>()
schemaRegistry.add(collectorProblemSchema, { id: 'Problem' })
schemaRegistry.add(sessionHeadSchema, { id: 'SessionHead' })
schemaRegistry.add(syncedEventSchema, { id: 'Event' })
schemaRegistry.add(withheldEventSchema, { id: 'WithheldEvent' })
schemaRegistry.add(collectedSessionSchema, { id: 'Session' })
schemaRegistry.add(collectedRecordingSchema, { id: 'Recording' })
schemaRegistry.add(figuresSchema, { id: 'Figures' })

/** The frame of the document; the routes' schemas fill it. */
export const openApiOptions: FastifyDynamicSwaggerOptions = {
  // The only one there is, of an upload.
  exposeHeadRoutes: true,
  transform: createJsonSchemaTransform({ schemaRegistry }),
  transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Huitou collector',
      version: '1',
      description:
        'Takes in the session logs of studios and gives them to the team. Every refusal is application/problem+json (RFC 9457).',
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'studio', description: 'What a studio sends' },
      { name: 'reading', description: 'What a team reads' },
      { name: 'operation', description: 'For those who run the collector' },
    ],
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'hts_…, as `huitou collect token add` gave it',
        },
      },
    },
  },
}
