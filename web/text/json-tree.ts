// Reads laid-out JSON lines as a flat tree, in the order of the document: no recursion, no value ever parsed away.

import { type JsonLine, type JsonToken, joinJsonLines } from './json-lines.ts'

export interface JsonNode {
  /** The line it begins on, and the one that closes it: the same for what holds nothing. */
  readonly line: number
  lastLine: number
  readonly depth: number
  /** Index of the node around it; -1 for a root. */
  readonly parent: number
  /** Index of the first node that is not inside it. */
  after: number
  /** Among those around it, from 0. */
  readonly position: number
  /** How many it holds directly. */
  size: number
}

export interface JsonTree {
  readonly lines: readonly JsonLine[]
  readonly nodes: readonly JsonNode[]
  /** How many nodes stand side by side at the top: one, except in NDJSON. */
  readonly roots: number
}

export function jsonTree(lines: readonly JsonLine[]): JsonTree {
  const nodes: JsonNode[] = []
  const open: { readonly index: number; readonly node: JsonNode }[] = []
  let roots = 0
  lines.forEach(({ depth, tokens }, line) => {
    if (isBracket(tokens[0], '}', ']')) {
      const closed = open.pop()
      if (closed) Object.assign(closed.node, { lastLine: line, after: nodes.length })
      return
    }
    const around = open.at(-1)
    const index = nodes.length
    const node: JsonNode = {
      line,
      lastLine: line,
      depth,
      parent: around?.index ?? -1,
      after: index + 1,
      position: around?.node.size ?? roots,
      size: 0,
    }
    if (around) around.node.size += 1
    else roots += 1
    nodes.push(node)
    if (isBracket(tokens.at(-1), '{', '[')) open.push({ index, node })
  })
  return { lines, nodes, roots }
}

/** The nodes to be seen when only those that `isOpen` says are open: what a closed one holds is skipped whole. */
export function visibleNodes(
  { nodes }: JsonTree,
  isOpen: { readonly [index: number]: number },
): number[] {
  const visible: number[] = []
  for (let index = 0; index < nodes.length; ) {
    const node = nodes[index]
    if (!node) break
    visible.push(index)
    index = isOpen[index] || node.size === 0 ? index + 1 : node.after
  }
  return visible
}

export function keyOf({ lines, nodes }: JsonTree, index: number): string | undefined {
  const [first] = lines[nodes[index]?.line ?? -1]?.tokens ?? []
  return first?.kind === 'key' ? first.text : undefined
}

/** What stands after the key, without the comma that follows it. */
export function valueTokens({ lines, nodes }: JsonTree, index: number): readonly JsonToken[] {
  const tokens = lines[nodes[index]?.line ?? -1]?.tokens ?? []
  const start = tokens[0]?.kind === 'key' ? 2 : 0
  const last = tokens.at(-1)
  return tokens.slice(start, isBracket(last, ',') ? -1 : undefined)
}

/** `$.data.object["line items"][0]`: JSONPath, which jq and most languages' libraries understand. */
export function pathOf(tree: JsonTree, index: number): string {
  const steps: string[] = []
  for (let at = index; at >= 0; ) {
    const node = tree.nodes[at]
    if (!node) break
    const key = keyOf(tree, at)
    if (key !== undefined) steps.push(stepOf(key))
    else if (node.parent >= 0 || tree.roots > 1) steps.push(`[${node.position}]`)
    at = node.parent
  }
  return `$${steps.reverse().join('')}`
}

function stepOf(key: string): string {
  const name = key.slice(1, -1)
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${key}]`
}

/** A string without its quotes and escapes; anything else exactly as sent, laid out. */
export function copyOf(tree: JsonTree, index: number): string {
  const node = tree.nodes[index]
  const tokens = valueTokens(tree, index)
  if (!node) return ''
  if (node.size === 0) {
    const [only] = tokens
    if (only?.kind === 'string') return String(JSON.parse(only.text))
    return tokens.map(({ text }) => text).join('')
  }
  const inside = tree.lines.slice(node.line + 1, node.lastLine + 1)
  const close = inside.pop()
  const shifted = [{ depth: node.depth, tokens }, ...inside]
  if (close) shifted.push({ depth: node.depth, tokens: close.tokens.slice(0, 1) })
  return joinJsonLines(shifted.map((line) => ({ ...line, depth: line.depth - node.depth })))
}

/** The beginning of what a closed node holds, on one line. */
export function gistOf({ lines, nodes }: JsonTree, index: number, most = 90): string {
  const node = nodes[index]
  let gist = ''
  for (let line = (node?.line ?? 0) + 1; line < (node?.lastLine ?? 0); line += 1) {
    for (const { text } of lines[line]?.tokens ?? []) gist += text.slice(0, most)
    gist += ' '
    if (gist.length > most) return `${gist.slice(0, most)}…`
  }
  return gist.trimEnd()
}

function isBracket(token: JsonToken | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'punctuation' && texts.includes(token.text)
}
