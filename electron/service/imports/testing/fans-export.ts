/** A customer list as 有赞 writes one, with what is wrong in real ones. Made of the row numbers: always the same. */
export interface FansExport {
  readonly headings: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** What an import into an empty library must count. */
  readonly expected: {
    readonly read: number
    readonly created: number
    readonly merged: number
    readonly rejected: number
  }
}

const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗'
const GIVEN = ['芳', '娜', '敏', '静', '丽', '强', '磊', '洋', '艳', '勇', '小满', '一诺', '浩然', '欣怡']
const TAGS = ['老客', '敏感肌', '孕妈', '上海', '爱问尺码', '大码', '送礼']
const LEVELS = ['普通会员', 'VIP', '黄金会员', '黑金VIP', '']

const HEADINGS = [
  '客户昵称',
  '有赞客户ID',
  '手机号',
  'external_userid',
  '会员等级',
  '累计消费金额(元)',
  '购买次数',
  '上次消费时间',
  '生日',
  '客户标签',
  '备注',
  '是否企微好友',
  '成为客户时间',
] as const

/** Every 500th row is broken in one of five ways, every 400th tells of a fan of before once more. */
export function fansExport(count: number): FansExport {
  const rows: (string | number | null)[][] = []
  let rejected = 0
  let merged = 0
  for (let index = 0; index < count; index++) {
    if (index % 500 === 499) {
      rows.push(brokenRow(index, rejected % BROKEN))
      rejected += 1
    } else if (index % 400 === 399 && (index - 200) % 500 !== 499) {
      // The same phone under another name and without the shop's id.
      const again = goodRow(index - 200)
      rows.push([`${again[0]}（新号）`, null, again[2] ?? null, null, ...again.slice(4)])
      merged += 1
    } else rows.push(goodRow(index))
  }
  return {
    headings: HEADINGS,
    rows,
    expected: { read: count, created: count - rejected - merged, merged, rejected },
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

function goodRow(index: number): (string | number | null)[] {
  const surname = SURNAMES[index % SURNAMES.length] ?? '王'
  const given = GIVEN[(index * 7) % GIVEN.length] ?? '芳'
  const spent = (index * 137) % 99_900
  return [
    `${surname}${given}${index % 3 === 0 ? '🌸' : ''}`,
    `yz${100_000_000 + index}`,
    String(13_000_000_000 + index),
    index % 2 === 0 ? `wmqfasd1e${index}` : null,
    LEVELS[index % LEVELS.length] ?? '',
    index % 4 === 0
      ? `¥${Math.floor(spent / 1_000)},${String(spent % 1_000).padStart(3, '0')}.50`.replace('¥0,', '¥')
      : spent / 10,
    (index * 3) % 40,
    `2026-${two((index % 10) + 1)}-${two((index % 28) + 1)} 20:${two(index % 60)}:00`,
    index % 5 === 0 ? `${1970 + (index % 35)}-${two((index % 12) + 1)}-${two((index % 28) + 1)}` : null,
    index % 3 === 0 ? `${TAGS[index % TAGS.length]},${TAGS[(index + 1) % TAGS.length]}` : '',
    index % 11 === 0 ? `第 ${index} 位：爱在周二来` : null,
    index % 2 === 0 ? '是' : '否',
    `2025/${(index % 12) + 1}/${(index % 28) + 1}`,
  ]
}

const BROKEN = 5

function brokenRow(index: number, how: number): (string | number | null)[] {
  const row = goodRow(index)
  if (how === 0) return [row[0] ?? '', null, '138****8000', null, ...row.slice(4)]
  if (how === 1) row[5] = '三百块'
  if (how === 2) row[7] = '2026-02-30 10:00:00'
  if (how === 3) row[2] = '1.38001E+10'
  if (how === 4) row[6] = '很多'
  return row
}
