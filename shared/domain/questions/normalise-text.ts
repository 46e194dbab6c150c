import { MAX_FOLDED, foldUnit } from './fold.ts'

/**
 * `text` in one spelling: compatibility forms resolved (Ｌ码, ③, ㎏), lower case, simplified characters, without
 * emotes, mentions and all but the first 400 UTF-16 units. Punctuation stays. Never throws.
 */
export function plainText(text: string): string {
  let plain = ''
  for (const character of text.slice(0, MAX_FOLDED).normalize('NFKC').toLowerCase().replaceAll(EMOTE, ' ')) {
    const unit = character.length === 1 ? foldUnit(character.charCodeAt(0)) : 0
    plain += unit === 0 ? character : String.fromCharCode(unit)
  }
  return plain.replace(MENTION, ' ').trim()
}

const EMOTE = /\[[\p{L}\p{N}]{1,8}\]/gu
/** `@name ` at the head of the message, where it says whom the rest is for. */
const MENTION = /^\s*@[^\s:：]{1,20}[\s:：]/u

/** Who is spoken to, and courtesies around the question. */
const COURTESY =
  /主播|老板娘|老板|姐姐|姐妹|小姐姐|小姐|亲亲|亲爱的|宝宝们|宝子|宝贝|老师|客服|您好|你好|哈喽|请问一下|请问|想问一下|问一下|问下|想问|麻烦|谢谢|多谢|\b(?:hi|hello|hey|please|pls|plz|thanks|thank you|host)\b/gu
/** Particles at the end of a clause; 什么, 怎么, 多么 keep their 么. */
const PARTICLES = /(?:[啊呀呢哦噢哈呐嘛吗吧哩啦喔捏咯哇诶]|(?<![什怎多要这那])么)+(?=[^\p{L}\p{N}]|$)/gu
const NOT_WORD = /[^\p{L}\p{N}\p{M}]+/gu
/** The same stretch of up to eight characters typed twice or more: 链接链接链接. */
const REPEATED = /([^\da-z]{2,8}?)\1+/gu
const ELONGATED = /([^\d])\1{2,}/gu

/**
 * What `text` says, reduced so that two people who type the same question get the same string: `plainText` without
 * courtesies, final particles, punctuation, spaces and repetition. A message that is nothing else keeps its
 * letters. Not meant to be shown.
 */
export function normaliseText(text: string): string {
  const plain = plainText(text)
  const bare = squeeze(plain.replaceAll(ELONGATED, '$1').replaceAll(COURTESY, ' ').replaceAll(PARTICLES, ' '))
  return bare === '' ? squeeze(plain) : bare
}

/** Numbers and English words stay apart (160 100, how much), everything else closes up. */
function squeeze(text: string): string {
  return text
    .replaceAll(NOT_WORD, ' ')
    .trim()
    .replaceAll(/(?<![\da-z]) | (?![\da-z])/gu, '')
    .replaceAll(REPEATED, '$1')
}
