import type { ImportColumn } from '#shared/domain/imports/column.ts'

/** What product lists of shop systems call their columns. Several rows of one code add to one product. */
export const PRODUCT_FIELDS: readonly ImportColumn[] = [
  {
    field: 'productId',
    format: 'text',
    label: { zh: '商品编码', en: 'Product code' },
    headings: ['商品ID', '商品编号', '货号', '款号', 'SKU', 'SKU编码', '规格编码', 'product id', 'item code'],
    required: true,
    examples: ['COAT-01', 'MASK-20'],
  },
  {
    field: 'name',
    format: 'text',
    label: { zh: '商品名称', en: 'Name' },
    headings: ['商品', '名称', '商品标题', '品名', '标题', 'product', 'product name', 'title', 'name'],
    examples: ['双面呢羊绒大衣', '补水面膜 20 片'],
  },
  {
    field: 'aliases',
    format: 'text',
    label: { zh: '别名', en: 'Also called' },
    headings: ['俗称', '简称', '叫法', 'alias', 'aliases', 'short name'],
    examples: ['大衣、羊绒大衣', '面膜'],
  },
  {
    field: 'listPrice',
    format: 'money',
    label: { zh: '日常价', en: 'Everyday price' },
    headings: ['原价', '售价', '价格', '吊牌价', '市场价', '划线价', 'price', 'list price', 'regular price'],
    examples: ['599', '129'],
  },
  {
    field: 'repurchaseDays',
    format: 'number',
    label: { zh: '复购周期（天）', en: 'Bought again after (days)' },
    headings: ['复购周期', '复购天数', '回购周期', 'repurchase days', 'repurchase cycle'],
    examples: ['', '30'],
  },
  {
    field: 'facts',
    format: 'text',
    label: { zh: '卖点', en: 'Facts' },
    headings: [
      '事实',
      '卖点/事实',
      '商品卖点',
      '核心卖点',
      '商品描述',
      '特点',
      'fact',
      'selling points',
      'features',
    ],
    examples: ['含羊绒 30%；黑、燕麦两色', '不含酒精；一片 25 毫升精华'],
  },
  {
    field: 'faq',
    format: 'text',
    label: { zh: '常见问答', en: 'FAQ' },
    headings: ['FAQ', '问答', '常见问题', 'q&a', 'questions and answers'],
    examples: ['问：会起球吗\n答：轻微，随单送除球器', '问：敏感肌能用吗\n答：可以，先在耳后试'],
  },
  {
    field: 'question',
    format: 'text',
    label: { zh: '问题', en: 'Question' },
    headings: ['问', '提问', 'question'],
    examples: ['', '多久敷一次'],
  },
  {
    field: 'answer',
    format: 'text',
    label: { zh: '答案', en: 'Answer' },
    headings: ['答', '回答', '答复', 'answer', 'reply'],
    examples: ['', '一周两到三次'],
  },
]
