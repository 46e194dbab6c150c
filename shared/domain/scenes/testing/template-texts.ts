import type { TemplateTexts } from '../templates.ts'

export const TEMPLATE_TEXTS: TemplateTexts = {
  names: {
    'camera-1': '机位 1',
    'camera-2': '机位 2',
    'side-by-side': '双机同屏',
    'picture-in-picture': '画中画',
    'product-close-up': '商品特写',
    'four-up': '四机位',
    'starting-soon': '即将开播',
    'back-soon': '稍后回来',
  },
  startingSoon: { title: '直播即将开始', note: '先点个关注' },
  backSoon: { title: '马上回来', note: '请稍等' },
}
