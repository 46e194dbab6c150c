import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

import { personOf } from '../../library/erasures.ts'
import { openLibrary, type Library } from '../../library/library.ts'
import { tempFolder } from '../../storage/testing/temp-folder.ts'
import { applyImport, revertImport } from '../apply.ts'
import { bindImporter } from '../bound-importer.ts'
import { createIds } from '../new-ids.ts'
import { readSpreadsheet } from '../reading/read-file.ts'
import { planTable, proposedMapping, tableOf } from '../table.ts'
import { fansImporter } from './fans.ts'

const importer = bindImporter(fansImporter)

function around() {
  let nowMs = 1_000
  const { library } = openLibrary(join(tempFolder(), 'library.db'), { nowMs: () => nowMs++ })
  onTestFinished(library.close)
  return { library, session: () => null, nowMs: () => nowMs, newId: createIds(() => nowMs) }
}

async function planned(context: ReturnType<typeof around>, csv: string) {
  const file = join(tempFolder(), 'fans.csv')
  writeFileSync(file, csv)
  const table = tableOf(await readSpreadsheet(file, { sheet: 0 }), importer.columns)
  return planTable(importer, context, table, proposedMapping(table, importer.columns, new Map()))
}

const OPTIONS = { importId: 'i1', kind: 'fans', fileName: 'fans.csv', isLive: () => false } as const

const JOINING = '昵称,手机号,微信号\n小林,13800138000,lin88\n'
const PHONE = 'phone:13800138000'
const WECHAT = 'wechat:lin88'

const names = (library: Library): (string | undefined)[] =>
  [PHONE, WECHAT].map((key) => library.fans.byKey(key)?.name)

it('takes fans it has joined apart again', async () => {
  const context = around()
  const { library } = context
  library.fans.ensure(PHONE, '林', 1)
  library.fans.ensure(WECHAT, '阿林', 2)
  await applyImport(await planned(context, JOINING), library.imports, OPTIONS)
  expect([names(library), library.fans.count()]).toEqual([['小林', '小林'], 1])
  expect(await revertImport(importer, context, 'i1')).toEqual([])
  expect(names(library)).toEqual(['林', '阿林'])
})

it('leaves joined fans one when somebody has changed the one since, and takes no account from it', async () => {
  const context = around()
  const { library } = context
  library.fans.ensure(PHONE, '林', 1)
  library.fans.ensure(WECHAT, '阿林', 2)
  await applyImport(await planned(context, JOINING), library.imports, OPTIONS)
  library.fans.set(PHONE, '小林', { tier: 'vip', privateDomain: true })
  expect(await revertImport(importer, context, 'i1')).toEqual(['小林'])
  expect([names(library), library.fans.count()]).toEqual([['小林', '小林'], 1])
  expect(library.fans.standing(WECHAT).tier).toBe('vip')
})

it('knows again whoever came to the library while the preview was read', async () => {
  const context = around()
  const { library } = context
  const hand = await planned(context, JOINING)
  const bought = library.fans.ensure(PHONE, '买家', 1)
  const asked = library.fans.ensure(WECHAT, '观众', 2)
  await applyImport(hand, library.imports, OPTIONS)
  expect(library.fans.count()).toBe(1)
  expect(library.fans.byKey(WECHAT)).toMatchObject({ fanId: asked?.fanId, name: '小林' })
  await revertImport(importer, context, 'i1')
  expect(library.fans.byKey(PHONE)).toMatchObject({ fanId: bought?.fanId, name: '买家' })
  expect(library.fans.byKey(WECHAT)).toMatchObject({ fanId: asked?.fanId, name: '观众' })
})

it('leaves nothing of a forgotten fan in what could be taken back, nor of those who were joined into them', async () => {
  const context = around()
  const { library } = context
  library.fans.ensure(PHONE, '林', 1)
  library.fans.ensure(WECHAT, '阿林', 2)
  await applyImport(await planned(context, `${JOINING}阿芳,13900139000,\n`), library.imports, OPTIONS)
  const fan = library.fans.byKey(PHONE)
  if (!fan) throw new Error('no fan')
  library.fans.remove(fan.fanId)
  library.forgetTraces(personOf(fan))
  const images = JSON.stringify(library.imports.chunkBefore('i1', 1))
  expect(images).toContain('阿芳')
  expect(images).not.toMatch(/林|13800138000|lin88/)
  expect(await revertImport(importer, context, 'i1')).toEqual([])
  expect(library.fans.count()).toBe(0)
})
