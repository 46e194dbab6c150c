/*
 * Finds every phrase of a vocabulary in a folded message in one pass over a trie: the cost depends on the length
 * of the message, not on the size of the vocabulary, so that the word lists can grow without slowing the room.
 */

import { BREAK } from './fold.ts'

/**
 * A named set of phrases. In `words`, phrases are separated by white space and written folded; `_` stands for a
 * space inside a phrase, `#` for any number, a leading `^` for "begins a clause", a trailing `$` for "ends one".
 * English phrases match whole words only.
 */
export interface PhraseGroup {
  readonly words: string
  /**
   * The phrase swallows its text: no other phrase is found inside it. This is how fixed expressions disarm the
   * question words they contain (什么 in 没什么, 多少 in 多少有点).
   */
  readonly swallows?: boolean
}

/** Where the phrases of each group were found. Reused for every message. */
export interface Matches {
  /** 1 when the group was found. */
  readonly found: Uint8Array
  /** Index of the group's first hit; only meaningful when `found`. */
  readonly firstAt: Uint16Array
  /** Index of the group's last hit; only meaningful when `found`. */
  readonly lastAt: Uint16Array
  /** Units covered by phrases of groups listed as covering. */
  covered: number
}

export interface PhraseMatcher {
  readonly groupCount: number
  newMatches(): Matches
  match(units: Uint16Array, length: number, into: Matches): void
}

interface Node {
  readonly next: Map<number, Node>
  groups: number[]
}

/** Builds the matcher; group ids are positions in `groups`. `covering` groups count towards `covered`. */
export function buildMatcher(groups: readonly PhraseGroup[], covering: ReadonlySet<number>): PhraseMatcher {
  const root: Node = { next: new Map(), groups: [] }
  groups.forEach((group, id) => {
    for (const phrase of group.words.split(/\s+/)) if (phrase !== '') insert(root, phrase, id)
  })
  return compile(root, groups, covering)
}

function insert(root: Node, phrase: string, id: number): void {
  const clauseEnd = String.fromCharCode(BREAK)
  const folded = phrase.replace(/^\^/, clauseEnd).replace(/\$$/, clauseEnd).replaceAll('_', ' ')
  let node = root
  for (let i = 0; i < folded.length; i++) {
    const unit = folded.charCodeAt(i)
    let next = node.next.get(unit)
    if (next === undefined) {
      next = { next: new Map(), groups: [] }
      node.next.set(unit, next)
    }
    node = next
  }
  if (!node.groups.includes(id)) node.groups.push(id)
}

const isLatin = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a

/** Flattens the trie into typed arrays: the first unit by table look-up, then short sorted sibling lists. */
function compile(root: Node, groups: readonly PhraseGroup[], covering: ReadonlySet<number>): PhraseMatcher {
  const nodes: Node[] = []
  const collect = (node: Node): void => {
    nodes.push(node)
    for (const child of node.next.values()) collect(child)
  }
  collect(root)
  const idOf = new Map(nodes.map((node, index) => [node, index]))
  const unitOf = new Uint16Array(nodes.length)
  const childOf = new Int32Array(nodes.length)
  const siblingOf = new Int32Array(nodes.length)
  const outputStart = new Int32Array(nodes.length + 1)
  const swallowing = new Uint8Array(nodes.length)
  const outputs: number[] = []
  const firstUnit = new Int32Array(0x10000)
  nodes.forEach((node, index) => {
    outputStart[index] = outputs.length
    outputs.push(...node.groups)
    if (node.groups.some((id) => groups[id]?.swallows === true)) swallowing[index] = 1
    let previous = 0
    for (const [unit, child] of node.next) {
      const childId = idOf.get(child) ?? 0
      unitOf[childId] = unit
      if (node === root) firstUnit[unit] = childId
      else if (previous === 0) childOf[index] = childId
      else siblingOf[previous] = childId
      previous = childId
    }
  })
  outputStart[nodes.length] = outputs.length
  const outputOf = Uint16Array.from(outputs)
  const swallowsOf = Uint8Array.from(groups, (group) => (group.swallows === true ? 1 : 0))
  const coversOf = Uint8Array.from(groups, (_, id) => (covering.has(id) ? 1 : 0))

  function match(units: Uint16Array, length: number, into: Matches): void {
    const { found, firstAt, lastAt } = into
    found.fill(0)
    let covered = 0
    let coveredEnd = 0
    for (let start = 0; start < length; start++) {
      const first = units[start] ?? 0
      let node = firstUnit[first] ?? 0
      if (node === 0) continue
      // An English word must not begin in the middle of another one ("is" in "this").
      if (isLatin(first) && start > 0 && isLatin(units[start - 1] ?? 0)) continue
      let at = start + 1
      let swallowedEnd = 0
      const inWord = (position: number): boolean =>
        isLatin(units[position - 1] ?? 0) && isLatin(units[position] ?? 0)
      // First walk: does a swallowing phrase begin here, and is it the longest?
      let longest = 0
      for (let probe = node, probeAt = at; ;) {
        if (outputStart[probe] !== outputStart[probe + 1] && !inWord(probeAt)) {
          longest = probeAt
          swallowedEnd = swallowing[probe] === 1 ? probeAt : 0
        }
        if (probeAt >= length) break
        probe = step(probe, units[probeAt] ?? 0)
        if (probe === 0) break
        probeAt++
      }
      if (longest === 0) continue
      for (;;) {
        const from = outputStart[node] ?? 0
        const to = outputStart[node + 1] ?? 0
        if (from !== to && !inWord(at) && (swallowedEnd === 0 || at === swallowedEnd)) {
          for (let output = from; output < to; output++) {
            const id = outputOf[output] ?? 0
            if (swallowsOf[id] === 1 && at !== swallowedEnd) continue
            if (found[id] === 0) {
              found[id] = 1
              firstAt[id] = start
            }
            lastAt[id] = start
            if (coversOf[id] === 1 && at > coveredEnd) {
              covered += at - Math.max(start, coveredEnd)
              coveredEnd = at
            }
          }
        }
        if (at >= longest) break
        node = step(node, units[at] ?? 0)
        at++
      }
      // A closing boundary stays available to the next phrase.
      if (swallowedEnd > 0) start = (units[swallowedEnd - 1] === BREAK ? swallowedEnd - 1 : swallowedEnd) - 1
    }
    into.covered = covered
  }

  function step(node: number, unit: number): number {
    let child = childOf[node] ?? 0
    while (child !== 0 && unitOf[child] !== unit) child = siblingOf[child] ?? 0
    return child
  }

  return {
    groupCount: groups.length,
    newMatches: () => ({
      found: new Uint8Array(groups.length),
      firstAt: new Uint16Array(groups.length),
      lastAt: new Uint16Array(groups.length),
      covered: 0,
    }),
    match,
  }
}
