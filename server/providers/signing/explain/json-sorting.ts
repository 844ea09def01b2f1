// The lexemes of JSON with the keys of every object in order, as Go and careful senders write them.

/** Undefined when nothing changes, or when it is nested too deep to be worth it. */
export function sortKeys(lexemes: readonly string[]): readonly string[] | undefined {
  let next = 0
  let isTooDeep = false

  function value(depth: number): Node {
    const lexeme = lexemes[next++] ?? ''
    if (depth > deepest) isTooDeep = true
    if (isTooDeep || (lexeme !== '{' && lexeme !== '[')) return lexeme
    const members: Member[] = []
    while (!isTooDeep && next < lexemes.length && !isCloser(lexemes[next])) {
      const key = lexeme === '{' ? lexemes[next] : undefined
      if (key !== undefined) next += 2
      members.push({ key, value: value(depth + 1) })
      if (lexemes[next] === ',') next++
    }
    const closer = lexemes[next++] ?? ''
    return [lexeme, separated(members.sort(byKey)), closer]
  }

  const tree = value(0)
  const sorted = isTooDeep ? undefined : leavesOf(tree)
  return sorted?.some((lexeme, index) => lexeme !== lexemes[index]) ? sorted : undefined
}

const deepest = 100

type Node = string | readonly Node[]

interface Member {
  /** Absent in arrays. */
  readonly key: string | undefined
  readonly value: Node
}

const isCloser = (lexeme: string | undefined) => lexeme === '}' || lexeme === ']'

function separated(members: readonly Member[]): Node {
  return members.map(
    ({ key, value }, index): Node => [
      ...(index === 0 ? [] : [',']),
      ...(key === undefined ? [] : [key, ':']),
      value,
    ],
  )
}

function leavesOf(node: Node, leaves: string[] = []): string[] {
  if (typeof node === 'string') leaves.push(node)
  else for (const child of node) leavesOf(child, leaves)
  return leaves
}

/** Without the quotes, which would come before some characters; elements of arrays stay where they are. */
function byKey({ key: left = '' }: Member, { key: right = '' }: Member): number {
  const [a, b] = [left.slice(1, -1), right.slice(1, -1)]
  return a < b ? -1 : a > b ? 1 : 0
}
