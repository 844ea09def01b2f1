import { describe, expect, test } from 'vitest'
import { providerOfScheme } from '../../server/providers/verify.ts'
import { flippedBytes, flippedTexts, flippedValues, rewritten } from './alterations.ts'
import * as exceptions from './exceptions.ts'
import { known, type Message, messageIn, type Vector, verdictOn } from './known-vectors.ts'

const genuine = known.filter(({ kind, valid }) => kind === 'valid' && valid)
const others = genuine.filter(({ provider }) => !exceptions.leavesBodyOut.has(provider))

/** Everything that still passes for genuine, as text to read in a failure. */
function passing(vector: Vector, altered: Iterable<Partial<Message>>): string[] {
  return Array.from(altered)
    .filter((change) => verdictOn(vector, change).verdict === 'valid')
    .map(({ method, url, headers, body }) =>
      [method, url, headers?.join(' | '), body && Buffer.from(body).toString()].join(' '),
    )
}

/** The headers that prove the sender, those of one rotation together. */
function provingHeaders({ provider }: Vector, { headers }: Message): readonly string[][] {
  const rotated = exceptions.rotatedHeaders[provider] ?? []
  const outweighed = exceptions.outweighedHeaders[provider] ?? []
  const alone = headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => !exceptions.freeHeaders.has(name) && !outweighed.includes(name))
    .filter((name) => !rotated.includes(name))
  return [...alone.map((name) => [name]), ...(rotated.length > 0 ? [[...rotated]] : [])]
}

function* alteredHeaders(vector: Vector, names: readonly string[]): Generator<Partial<Message>> {
  const { headers } = messageIn(vector)
  const isIt = (name: string) => names.includes(name.toLowerCase())
  const flips = headers.map(([name, value]) =>
    isIt(name) ? [...flippedTexts(value, schemeWord(name, value))] : [],
  )
  const most = Math.max(...flips.map(({ length }) => length))
  for (let index = 0; index < most; index++) {
    const altered = headers.map(
      ([name, value], at) => [name, flips[at]?.[index % flips[at].length] ?? value] as const,
    )
    const isSame = altered.every(
      ([, value], at) => value.toLowerCase() === headers[at]?.[1].toLowerCase(),
    )
    if (!isSame || !exceptions.anyCase.has(vector.provider)) yield { headers: altered }
  }
  yield { headers: headers.map(([name, value]) => [name, isIt(name) ? `${value}0` : value]) }
  const outweighed = exceptions.outweighedHeaders[vector.provider] ?? []
  const isProof = (name: string) => isIt(name) || outweighed.includes(name.toLowerCase())
  yield { headers: headers.filter(([name]) => !isProof(name)) }
}

/** Where the credentials begin behind `Basic` or `Bearer`, which may be written in any case. */
function schemeWord(name: string, value: string): number {
  const [word = ''] = (name.toLowerCase() === 'authorization' && /^[A-Za-z]+ /.exec(value)) || []
  return word.length
}

function* alteredBodies(vector: Vector): Generator<Partial<Message>> {
  const { provider } = vector
  const { body } = messageIn(vector)
  const keys = exceptions.signedValues[provider]
  const end = exceptions.signedUpTo[provider]
  const flips = keys ? flippedValues(body, keys, end) : flippedBytes(body)
  for (const altered of flips) {
    const isSame = exceptions.signedForms.has(provider) && fieldsOf(altered) === fieldsOf(body)
    if (!isSame) yield { body: altered }
  }
  if (!keys) yield { body: Buffer.alloc(0) }
}

function fieldsOf(body: Uint8Array): string {
  const fields = new URLSearchParams(Buffer.from(body).toString())
  fields.sort()
  return fields.toString()
}

function isSameUrl({ provider, url }: Vector, altered: string): boolean {
  return exceptions.normalisesUrl.has(provider) && URL.parse(altered)?.href === URL.parse(url)?.href
}

describe('[P2] a genuine message that was altered is never valid', () => {
  test.each(genuine)('[P2] in a header that proves $provider (vector $index)', (vector) => {
    const proving = provingHeaders(vector, messageIn(vector))

    const found = proving.flatMap((names) => passing(vector, alteredHeaders(vector, names)))

    expect(found).toEqual([])
  })

  test.each(others)('[P2] in the body of $provider (vector $index)', (vector) => {
    expect(passing(vector, alteredBodies(vector))).toEqual([])
  })

  test.each(
    others.filter(({ provider }) => !exceptions.signedValues[provider]),
  )('[P2] in how the body of $provider (vector $index) is written', (vector) => {
    const taken = exceptions.takenForms[vector.provider] ?? []

    const forms = [...rewritten(messageIn(vector).body)].filter(([how]) => !taken.includes(how))

    expect(forms.length).toBeGreaterThan(0)
    const valid = forms.filter(([, body]) => verdictOn(vector, { body }).verdict === 'valid')
    expect(valid.map(([how]) => how)).toEqual([])
  })

  test.each(
    genuine.filter(({ provider }) => exceptions.signsUrl.has(provider)),
  )('[P2] in the URL that $provider (vector $index) signs', (vector) => {
    const urls = [...flippedTexts(vector.url, 'https://'.length)].filter(
      (url) => !url.includes('#') && !isSameUrl(vector, url),
    )

    expect(urls.length).toBeGreaterThan(0)
    expect(
      passing(
        vector,
        urls.map((url) => ({ url })),
      ),
    ).toEqual([])
  })

  test.each(
    genuine.filter(({ provider }) => exceptions.signsMethod.has(provider)),
  )('[P2] in the method that $provider (vector $index) signs', (vector) => {
    expect(passing(vector, [{ method: 'PUT' }])).toEqual([])
  })
})

test('[P2] a proof that leaves out the body says so', () => {
  const silent = genuine.filter(({ provider }) => {
    const schemes = providerOfScheme(provider)?.schemes ?? []
    const scheme = schemes.find(({ id }) => id === provider) ?? schemes[0]
    return exceptions.leavesBodyOut.has(provider) && scheme?.leavesOut === undefined
  })

  expect(silent.map(({ provider }) => provider)).toEqual([])
})
