import { describe, expect, test } from 'vitest'
import { isEqual } from '../../server/providers/signing/equal.ts'
import { readSources } from '../support/sources.ts'

const files = readSources('server/providers')

/** Each only where it says, for its reason. */
const kept: Readonly<Record<string, { readonly pattern: RegExp; readonly in: readonly string[] }>> =
  {
    'compares bytes in constant time': { pattern: /\btimingSafeEqual\b/, in: ['equal.ts'] },
    'makes a keyed hash': { pattern: /\bcreateHmac\b/, in: ['hmac.ts'] },
    'asks OpenSSL about a signature': {
      pattern: /import \{[^}]*\bverify\b[^}]*\} from 'node:crypto'/,
      in: ['public-key.ts'],
    },
    'compares bytes': { pattern: /\.equals\(|\.compare\(|\.localeCompare\(/, in: [] },
  }

/** What must not be told by how long it takes to compare it. */
const confidential =
  /(?:^|[.?\s(!])(?:\w*[sS]ecrets?|\w*[sS]ignatures?|expected\w*|given|\w*[dD]igest|h?mac|\w*[tT]oken|password)$/
/** What may be compared with: it is no secret, or no text. */
const plain = /^(?:'[^']*'|`[^`$]*`|\d[\d_]*|undefined|null|true|false)/
const makes =
  /\b(?:hash|hmac|digest|encodeBytes|expected)\([^=]*\)\s*[!=]==|[!=]==\s*(?:hash|hmac|encodeBytes|\w+\.expected)\(/

/** Lines of other meaning that look like one. */
const harmless: readonly string[] = [
  // The name of a pair, not its value.
  'word === signature',
]

/** Whether a line compares a secret or a signature with something that was given. */
function compares(line: string): boolean {
  const code = line.replace(/\/\/.*$/, '')
  if (harmless.some((text) => code.includes(text))) return false
  if (makes.test(code)) return true
  const operators = [...code.matchAll(/([\w.?[\]]+)\s*[!=]==?\s*(\S+)/g)]
  const searches = [
    ...code.matchAll(/([\w.?[\]]+)\.(?:includes|indexOf|startsWith|endsWith|has)\((.*)/g),
  ]
  return [...operators, ...searches].some(
    ([, left = '', right = '']) =>
      !plain.test(right) &&
      !/\.length$/.test(left) &&
      (confidential.test(left) || confidential.test(/^[\w.?]+/.exec(right)?.[0] ?? '')),
  )
}

describe('[P2] secrets and signatures are compared in constant time', () => {
  test.each(Object.entries(kept))('[P2] %s only where it should', (_what, {
    pattern,
    in: places,
  }) => {
    const found = files
      .filter(({ text }) => pattern.test(text))
      .map(({ path }) => path)
      .filter((path) => !places.some((name) => path === `server/providers/signing/${name}`))

    expect(found).toEqual([])
  })

  test('[P2] nothing else compares them', () => {
    const found = files.flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (compares(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    )

    expect(found).toEqual([])
  })

  test.each([
    'return given === expected',
    'if (signature !== proof.expected(key, parts)) return false',
    "return hmac('sha256', secret, body).toString('hex') === value",
    "if (value === hash('sha256', body, 'hex')) return true",
    'return carried.signatures.includes(expected)',
    'return secrets.some(({ secret }) => value === secret)',
    'if (verifyToken == other) return',
    'const isIt = tried.has(signature)',
  ])('[P2] %s would be found', (line) => {
    expect(compares(line)).toBe(true)
  })

  test.each([
    ['', '', true],
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['abc', 'abcd', false],
    ['abc', 'abc\0', false],
    ['', '\0', false],
    ['a'.repeat(256), 'a'.repeat(256), true],
    ['a'.repeat(256), 'a'.repeat(257), false],
    ['a'.repeat(300), 'a'.repeat(300), true],
    ['a'.repeat(300), `${'a'.repeat(299)}b`, false],
    ['é'.repeat(128), 'é'.repeat(128), true],
    ['é'.repeat(129), `${'é'.repeat(128)}e`, false],
    ['é', 'e\u0301', false],
  ])('[P2] %j and %j are equal: %s', (given, expected, answer) => {
    expect(isEqual(given, expected)).toBe(answer)
  })
})
