import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { productSchema, type Product } from '#shared/domain/products/product.ts'
import { migrate } from '../storage/migrate.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { openLibrary, type Library } from './library.ts'

function library(): Library {
  const { library: opened } = openLibrary(join(tempFolder(), 'library.db'), { nowMs: () => 1_000 })
  onTestFinished(opened.close)
  return opened
}

const product = (productId: string, known: Partial<Product> = {}): Product =>
  productSchema.parse({ productId, name: `商品 ${productId}`, ...known })

describe('products', () => {
  it('are kept whole and told what saving did', () => {
    const { products } = library()
    const coat = product('SKU-1', {
      name: '羊绒大衣',
      aliases: ['大衣', 'coat'],
      listPriceFen: 59_900,
      repurchaseDays: 365,
      facts: ['含羊绒 15%'],
      faq: [{ question: '会起球吗', answer: '轻微，送修球器' }],
      assetId: 'a'.repeat(64),
    })
    expect(products.save(coat)).toBe('created')
    expect(products.save({ ...coat })).toBe('unchanged')
    expect(products.saveMany([{ ...coat, name: '双面呢大衣' }, product('SKU-2')])).toEqual([
      'updated',
      'created',
    ])
    expect(products.byId('SKU-1')).toEqual({ ...coat, name: '双面呢大衣' })
    expect(products.byId('nobody')).toBeNull()
    expect(products.list().map(({ productId }) => productId)).toEqual(['SKU-1', 'SKU-2'])
    expect(products.assetIds()).toEqual(new Set([coat.assetId]))
  })

  it('tell of every change once, and of nothing when nothing changed', () => {
    const { products } = library()
    const told: (readonly string[])[] = []
    products.onChange((ids) => told.push(ids))
    products.saveMany([product('a'), product('b')])
    products.saveMany([product('a'), product('b', { name: '改名' })])
    products.save(product('a'))
    expect(products.remove('a')).toBe(true)
    expect(products.remove('a')).toBe(false)
    expect(told).toEqual([['a', 'b'], ['b'], ['a']])
  })
})

describe('policies', () => {
  it('stay in the order they were written, and change in place', () => {
    const { policies } = library()
    policies.save({ id: 'ship', title: '发货', intent: 'shipping', text: '48 小时内' })
    policies.save({ id: 'back', title: '退货', intent: 'afterSale', text: '七天无理由' })
    policies.save({ id: 'ship', title: '发货', intent: null, text: '24 小时内' })
    expect(policies.list()).toEqual([
      { id: 'ship', title: '发货', intent: null, text: '24 小时内' },
      { id: 'back', title: '退货', intent: 'afterSale', text: '七天无理由' },
    ])
    policies.remove('ship')
    expect(policies.list()).toHaveLength(1)
  })
})

describe('learned replies', () => {
  const own = (text: string) => ({ text, intent: 'size' as const, productId: 'P1', itemTitle: '' })

  it('gather the questions they were sent to, newest first', () => {
    const { learnedReplies } = library()
    const say = (questionId: string, question: string, atMs: number) =>
      learnedReplies.record({ sessionId: 's', questionId, question, atMs, answer: own('亲，拍 L') })
    expect(say('q1', '155 斤穿啥', 1)).toEqual(['learned:1'])
    say('q2', '一百五十斤', 2)
    say('q3', '155 斤穿啥', 3)
    expect(learnedReplies.list()).toEqual([
      {
        ...{ learnedId: 1, ...own('亲，拍 L'), uses: 3, lastUsedAtMs: 3 },
        questions: ['155 斤穿啥', '一百五十斤'],
      },
    ])
  })

  it('are unlearned when the answer is taken back, and change with a second answer', () => {
    const { learnedReplies } = library()
    const say = (questionId: string, text: string) =>
      learnedReplies.record({ sessionId: 's', questionId, question: '多大', atMs: 1, answer: own(text) })
    say('q1', '拍 L')
    say('q2', '拍 L')
    expect(learnedReplies.forget('s', 'q1')).toEqual(['learned:1'])
    expect(learnedReplies.find(1)?.uses).toBe(1)
    expect(say('q2', '拍 XL')).toEqual(['learned:1', 'learned:2'])
    expect(learnedReplies.list().map(({ text }) => text)).toEqual(['拍 XL'])
    expect(learnedReplies.forget('s', 'never')).toEqual([])
  })

  it('count uses of what was known already without learning it again', () => {
    const { learnedReplies } = library()
    learnedReplies.record({
      ...{ sessionId: 's', questionId: 'q', question: '起秋不', atMs: 5 },
      answer: { entryId: 'faq:P1:会起球吗' },
    })
    expect(learnedReplies.list()).toEqual([])
    expect(learnedReplies.sentOf('faq:P1:会起球吗')).toEqual({
      ...{ uses: 1, lastUsedAtMs: 5, questions: ['起秋不'] },
    })
  })

  it('can be corrected and deleted, together with where they were used', () => {
    const { learnedReplies } = library()
    learnedReplies.record({ sessionId: 's', questionId: 'q', question: '多大', atMs: 1, answer: own('拍 L') })
    expect(learnedReplies.correct(1, '拍 M')).toBe(true)
    expect(learnedReplies.find(1)?.text).toBe('拍 M')
    expect(learnedReplies.remove(1)).toBe(true)
    expect(learnedReplies.correct(1, '拍 S')).toBe(false)
    expect([...learnedReplies.allUses().keys()]).toEqual([])
  })
})

it('come into a library of the version before, whose fans stay', () => {
  const file = join(tempFolder(), 'library.db')
  const old = new Database(file)
  migrate(old, {
    ...LIBRARY_SCHEMA,
    migrations: LIBRARY_SCHEMA.migrations.filter(({ version }) => version < 30),
  })
  old.exec(`INSERT INTO fan (fan_id, name, tier, tier_by, private_domain, updated_at)
    VALUES ('f1', '小林', 'vip', 'hand', 1, 1)`)
  old.close()
  const { library: opened } = openLibrary(file, { nowMs: () => 1_000 })
  onTestFinished(opened.close)
  expect(opened.fans.byId('f1')).toMatchObject({ name: '小林', tier: 'vip' })
  expect([opened.products.list(), opened.policies.list(), opened.learnedReplies.list()]).toEqual([[], [], []])
  expect(opened.products.save(product('SKU-1'))).toBe('created')
})
