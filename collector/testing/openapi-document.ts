import addFormats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { z } from 'zod'

const schemaObject = z.record(z.string(), z.unknown())

const mediaSchema = z.object({ schema: schemaObject })
const contentSchema = z.record(z.string().regex(/^[^/]+\/[^/]+$/), mediaSchema)

const parameterSchema = z.strictObject({
  name: z.string().min(1),
  in: z.enum(['query', 'header', 'path', 'cookie']),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: schemaObject,
})
export type Parameter = z.infer<typeof parameterSchema>

const responseSchema = z.strictObject({
  description: z.string(),
  headers: z.record(z.string(), z.unknown()).optional(),
  content: contentSchema.optional(),
})

const operationSchema = z.strictObject({
  operationId: z.string().min(1),
  summary: z.string().min(1),
  description: z.string().optional(),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z
    .strictObject({
      required: z.boolean().optional(),
      description: z.string().optional(),
      content: contentSchema,
    })
    .optional(),
  responses: z.record(z.string().regex(/^(?:[1-5]\d\d|[1-5]XX|default)$/), responseSchema),
})

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

/** The objects of OpenAPI 3.1.0 that the collector's document uses, as strict as the specification has them. */
const documentSchema = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string().optional() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string().optional() })),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(METHODS), operationSchema)),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), schemaObject),
    securitySchemes: z.record(
      z.string(),
      z.strictObject({
        type: z.literal('http'),
        scheme: z.literal('bearer'),
        description: z.string().optional(),
      }),
    ),
  }),
})

export type Operation = z.infer<typeof operationSchema> & {
  readonly method: string
  readonly path: string
}

/** A document that has been read, with what is in it ready to be judged by. */
export interface OpenApiDocument {
  readonly operations: readonly Operation[]
  readonly raw: z.infer<typeof documentSchema>
  /** A judge of JSON by a schema of the document, with its references. */
  readonly compile: (schema: object) => ValidateFunction
  /** The schema itself where `schema` only refers to one. */
  readonly resolve: (schema: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
}

/**
 * Reads a document of OpenAPI 3.1. Throws for one that is none, for references that lead nowhere, and for schemas
 * that are none of JSON Schema 2020-12.
 */
export function readDocument(json: unknown): OpenApiDocument {
  const raw = documentSchema.parse(json)
  const ajv = new Ajv2020({ strict: true, strictTypes: false })
  addFormats(ajv)
  const base = 'https://collector.test/openapi.json'
  ajv.addVocabulary(Object.keys(raw))
  ajv.addSchema({ ...raw, $id: base }, undefined, false, false)
  const absolute = (schema: object): object =>
    z
      .record(z.string(), z.unknown())
      .parse(
        JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
          key === '$ref' && typeof value === 'string' && value.startsWith('#') ? `${base}${value}` : value,
        ),
      )
  const operations = Object.entries(raw.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [{ ...operation, method: method.toUpperCase(), path }]
    }),
  )
  const compiled = new Map<object, ValidateFunction>()
  const compile = (schema: object): ValidateFunction => {
    const judge = compiled.get(schema) ?? ajv.compile(absolute(schema))
    compiled.set(schema, judge)
    return judge
  }
  for (const schema of Object.values(raw.components.schemas)) compile(schema)
  return {
    raw,
    operations,
    compile,
    resolve: (schema) => {
      const { $ref: reference } = schema
      const name = typeof reference === 'string' ? reference.split('/').at(-1) : undefined
      return name === undefined ? schema : (raw.components.schemas[name] ?? schema)
    },
  }
}
