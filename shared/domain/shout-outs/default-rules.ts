import type { ShoutOutRules, SignalKind, Templates } from './rules.ts'

type Lines = Record<SignalKind, string[]>

const LINES: Record<'zh-CN' | 'en', Lines> = {
  'zh-CN': {
    entered: ['欢迎{name}！上次买的{lastPurchase}用着怎么样？', '欢迎{name}来到直播间！'],
    firstMessage: ['看到{name}了，上次的{lastPurchase}还好用吗？', '看到{name}了，欢迎你！'],
    backAfter: [
      '{name}好久不见，{awayDays}天没来了，上次的{lastPurchase}还好用吗？',
      '{name}好久不见，{awayDays}天没来了，欢迎回来！',
      '{name}好久不见，欢迎回来！',
    ],
    orderPlaced: ['谢谢{name}带走{item}！', '谢谢{name}下单！'],
    birthday: ['今天是{name}的生日，祝你生日快乐！'],
    nthVisit: ['{name}第{visits}次来看我们了，谢谢你一直在！', '谢谢{name}一直来看我们！'],
    longWatch: ['{name}已经陪我们{minutes}分钟了，谢谢你！', '谢谢{name}一直陪着我们！'],
    repurchaseDue: [
      '欢迎{name}！{due}差不多用完了吧，今天直播间{price}',
      '欢迎{name}！{due}差不多该补了',
      '欢迎{name}回来！',
    ],
    pushed: ['和{name}打个招呼，上次买的是{lastPurchase}', '和{name}打个招呼'],
  },
  en: {
    entered: ['Welcome {name}! How is the {lastPurchase}?', 'Welcome to the room, {name}!'],
    firstMessage: ['There you are, {name}! Still happy with the {lastPurchase}?', 'Good to see you, {name}!'],
    backAfter: [
      'Long time no see, {name}: {awayDays} days! How is the {lastPurchase}?',
      'Long time no see, {name}: {awayDays} days! Welcome back!',
      'Long time no see, {name}. Welcome back!',
    ],
    orderPlaced: ['Thank you {name} for taking the {item}!', 'Thank you for your order, {name}!'],
    birthday: ['It is {name}’s birthday today: happy birthday!'],
    nthVisit: [
      'Visit number {visits} for {name}: thank you for coming back!',
      'Thank you {name} for coming back!',
    ],
    longWatch: [
      '{name} has been with us for {minutes} minutes: thank you!',
      'Thank you {name} for staying with us!',
    ],
    repurchaseDue: [
      'Welcome {name}! Your {due} must be running out: {price} tonight',
      'Welcome {name}! Your {due} must be running out',
      'Welcome back, {name}!',
    ],
    pushed: ['Say hello to {name}, who bought the {lastPurchase}', 'Say hello to {name}'],
  },
}

const template = (any: string[]) => ({ any, vip: [], member: [], guest: [] })

export function defaultTemplates(language: 'zh-CN' | 'en'): Templates {
  const lines = LINES[language]
  return {
    entered: template(lines.entered),
    firstMessage: template(lines.firstMessage),
    backAfter: template(lines.backAfter),
    orderPlaced: template(lines.orderPlaced),
    birthday: template(lines.birthday),
    nthVisit: template(lines.nthVisit),
    longWatch: template(lines.longWatch),
    repurchaseDue: template(lines.repurchaseDue),
    pushed: template(lines.pushed),
  }
}

/** What holds until somebody changes it: loyal fans by name as they come, the others when there is a reason. */
export const defaultRules = (language: 'zh-CN' | 'en'): ShoutOutRules => ({
  on: true,
  gapMs: 45_000,
  promptLastsMs: 40_000,
  waitLastsMs: 300_000,
  snoozeMs: 180_000,
  tiers: {
    vip: {
      signals: [
        'entered',
        'firstMessage',
        'backAfter',
        'orderPlaced',
        'birthday',
        'nthVisit',
        'longWatch',
        'repurchaseDue',
      ],
      backAfterDays: 14,
      nthVisits: [10, 30, 50, 100, 200],
      longWatchMinutes: 45,
      cooldownMs: 30 * 60_000,
    },
    member: {
      signals: ['firstMessage', 'backAfter', 'orderPlaced', 'birthday', 'nthVisit', 'repurchaseDue'],
      backAfterDays: 30,
      nthVisits: [10, 50, 100],
      longWatchMinutes: 60,
      cooldownMs: 45 * 60_000,
    },
    guest: {
      signals: ['backAfter', 'orderPlaced', 'birthday', 'repurchaseDue'],
      backAfterDays: 60,
      nthVisits: [10, 50, 100],
      longWatchMinutes: 60,
      cooldownMs: 60 * 60_000,
    },
  },
  templates: defaultTemplates(language),
})
