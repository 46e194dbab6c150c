import fc from 'fast-check'
import { expect, it } from 'vitest'
import { personTraces, pseudonymsOf, type EventText, type TracedPerson } from './person-traces.ts'

const person: TracedPerson = {
  fanId: 'f0011223344556677',
  identities: [
    { source: 'room', userId: 'viewer-4711' },
    { source: 'youzan', userId: '13800138000' },
  ],
  names: ['王小梅', '梅姐"A"'],
}
const KEYS = ['room:viewer-4711', 'youzan:13800138000', person.fanId, `fan:${person.fanId}`]
const traced = (events: readonly EventText[]): EventText[] => {
  const traces = personTraces(person, pseudonymsOf(person, '0123456789abcdef'))
  events.forEach(traces.learn)
  return events.map(traces.rewrite)
}
const eventWith = (body: unknown): EventText => ({
  actor: { role: 'system', id: 'system', name: '' },
  body,
  commandId: null,
})

const word = fc.constantFrom('好看', '有L码吗', '王小梅', '梅姐"A"', '@王小梅', '13800138000', '', '别名一二')
const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '))
const otherKey = fc.constantFrom(
  'room:viewer-471',
  'room:viewer-47112',
  'youzan:1380013800',
  'agora:13800138000',
)
/** The ways in which events speak of somebody: by viewer key, by fan, by a shop's own id, in lists, deep inside. */
const about = (key: fc.Arbitrary<string>) =>
  fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.record({ userId: key, userName: text, text }),
      fc.record({ fan: fc.record({ fanKey: key, name: text, sayAs: text }), text }),
      fc.record({ keys: fc.array(key, { minLength: 1, maxLength: 3 }), text }),
      fc.record({ inside: tie('node'), count: fc.nat(), gone: fc.constant(null) }),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    ),
  })).node

it('leaves neither an id nor a name in an event about the person, whatever its shape', () => {
  const ofPerson = about(fc.constantFrom(...KEYS))
  fc.assert(
    fc.property(fc.array(ofPerson, { minLength: 1, maxLength: 5 }), (bodies) => {
      for (const { body } of traced(bodies.map(eventWith))) {
        expect(JSON.stringify(body)).not.toMatch(/viewer-4711|13800138000|f0011223344556677|王小梅|梅姐/)
      }
    }),
  )
})

it('leaves events about others as they are, but for a name that is called with @', () => {
  fc.assert(
    fc.property(fc.array(about(otherKey), { maxLength: 5 }), (bodies) => {
      const events = bodies.map(eventWith)
      traced(events).forEach((event, index) => {
        const before = events[index]
        const called = JSON.stringify(before?.body).includes('@王小梅')
        if (!called) expect(event).toBe(before)
      })
    }),
  )
})

it('changes no number, no order of fields and no length of a list', () => {
  const shapeOf = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(shapeOf)
      : typeof value === 'object' && value !== null
        ? Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)])
        : typeof value === 'string'
          ? 'text'
          : value
  fc.assert(
    fc.property(about(fc.oneof(fc.constantFrom(...KEYS), otherKey)), (body) => {
      expect(shapeOf(traced([eventWith(body)])[0]?.body)).toEqual(shapeOf(body))
    }),
  )
})
