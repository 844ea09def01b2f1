// The paths of noise rules: where a difference is, with `*` for a part of a step and `**` for any number of steps.

export type PathPattern = readonly string[]

/** What can differ, and so what a path begins with. */
const pathRoots = ['request', 'query', 'headers', 'trailers', 'body', 'answer', 'sent'] as const

const longest = 300

/** Throws a SyntaxError fit to show beside the field. */
export function parsePath(text: string): PathPattern {
  const path = text.trim()
  if (path === '') throw new SyntaxError('Write a path, such as body.**.id')
  if (path.length > longest) throw new SyntaxError(`Keep it within ${longest} characters.`)
  const steps: string[] = []
  let at = 0
  while (at < path.length) {
    const [whole, quoted, bracket, plain] = step.match(path, at)
    if (whole === undefined) throw complaint(path, at)
    steps.push(quoted === undefined ? (bracket ?? plain ?? '') : unquote(quoted))
    at += whole.length
    if (at === path.length || path[at] === '[') continue
    if (path[at] !== '.') throw complaint(path, at)
    at += 1
    if (at === path.length) throw new SyntaxError('Something is missing behind the last dot.')
  }
  const [root = ''] = steps
  if (root !== '**' && !pathRoots.some((name) => name === root)) {
    throw new SyntaxError(`A path begins with ${pathRoots.join(', ')} or **, not with ${root}.`)
  }
  if (steps.length === 1) {
    throw new SyntaxError(`Say what in ${root} is noise: ${root}.something, or ${root}.** for all.`)
  }
  return steps
}

const step = {
  pattern: /"((?:[^"\\]|\\["\\])*)"|(\[(?:\d+|\*)\])|([^\s."[\]]+)/y,
  match(text: string, at: number): readonly (string | undefined)[] {
    this.pattern.lastIndex = at
    return this.pattern.exec(text) ?? []
  },
}

function complaint(path: string, at: number): SyntaxError {
  const found = path[at] ?? ''
  if (found === '.') return new SyntaxError('There is nothing between two dots.')
  if (found === '"') return new SyntaxError('A quotation mark is not closed, or no dot follows it.')
  if (found === '[') return new SyntaxError('In brackets stands a number or *: items[0], items[*].')
  return new SyntaxError(`Quote a name that holds ${JSON.stringify(found)}: body."line items".id`)
}

function unquote(quoted: string): string {
  return quoted.replace(/\\(["\\])/g, '$1')
}

/** Headers and trailers are named in any case. */
export function matchesPath(pattern: PathPattern, steps: readonly string[]): boolean {
  const isCaseFree = steps[0] === 'headers' || steps[0] === 'trailers'
  return matchesFrom(pattern, 0, steps, 0, isCaseFree)
}

function matchesFrom(
  pattern: PathPattern,
  at: number,
  steps: readonly string[],
  from: number,
  isCaseFree: boolean,
): boolean {
  const wanted = pattern[at]
  if (wanted === undefined) return from === steps.length
  if (wanted === '**') {
    // Two in a row say no more than one; the last one takes what is left.
    if (pattern[at + 1] === '**') return matchesFrom(pattern, at + 1, steps, from, isCaseFree)
    for (let skip = from; skip <= steps.length; skip++) {
      if (matchesFrom(pattern, at + 1, steps, skip, isCaseFree)) return true
    }
    return false
  }
  const found = steps[from]
  if (found === undefined) return false
  const isMatch = isCaseFree
    ? matchesStep(wanted.toLowerCase(), found.toLowerCase())
    : matchesStep(wanted, found)
  return isMatch && matchesFrom(pattern, at + 1, steps, from + 1, isCaseFree)
}

/** `*` stands for any characters, none too. Never backtracks further than the last `*`. */
function matchesStep(wanted: string, found: string): boolean {
  let [w, f, star, mark] = [0, 0, -1, 0]
  while (f < found.length) {
    if (wanted[w] === '*') {
      star = w
      mark = f
      w += 1
    } else if (wanted[w] === found[f]) {
      w += 1
      f += 1
    } else if (star >= 0) {
      mark += 1
      w = star + 1
      f = mark
    } else return false
  }
  while (wanted[w] === '*') w += 1
  return w === wanted.length
}

/** The rule that takes exactly these steps, in any item of arrays. */
export function pathForRule(steps: readonly string[]): string {
  return steps
    .map((name, at) => {
      if (/^\[\d+\]$/.test(name)) return '[*]'
      const text = /^[^\s."[\]*\\]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`
      return at === 0 ? text : `.${text}`
    })
    .join('')
}

/** As it is shown and copied: JSONPath in a body, `headers.date` elsewhere. */
export function shownPath(steps: readonly string[]): string {
  if (steps[0] !== 'body') return steps.join('.')
  const inside = steps.slice(1).map((name) => {
    if (/^\[\d+\]$/.test(name)) return name
    return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
  })
  return `$${inside.join('')}`
}
