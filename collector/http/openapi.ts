import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

/** The frame of the document; the routes' schemas fill it. */
export const openApiInfo: NonNullable<FastifyDynamicSwaggerOptions['openapi']> = {
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
      token: { type: 'http', scheme: 'bearer', description: 'hts_…, as `huitou collect token add` gave it' },
    },
  },
}
