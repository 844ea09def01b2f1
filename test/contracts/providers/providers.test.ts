import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { providers } from '../../../server/providers/index.ts'
import type { Provider } from '../../../server/providers/provider.ts'
import { providerOfScheme, verify } from '../../../server/providers/verify.ts'
import { told } from '../../providers/told.ts'
import { type Sample, samples } from './samples.ts'

const folder = new URL('../../../server/providers/', import.meta.url)
/** What is in the folder beside providers. */
const mechanism = [
  ...['examine', 'fetched-keys', 'guess', 'index'],
  ...['offers', 'provider', 'recognise', 'sample-secret', 'traits', 'verify'],
]

function verdictOn({ scheme, credential, body, at, ...sample }: Sample): string | undefined {
  return verify(providerOfScheme(scheme) ?? expect.unreachable(scheme), {
    ...{ ...sample, method: 'POST', body: Buffer.from(body), at: at * 1000 },
    ...{ credentials: [{ name: '', secret: credential }], foreign: [] },
  })?.verdict
}

function samplesOf({ id }: Provider, isGenuine: boolean): readonly Sample[] {
  return samples
    .filter((sample) => sample.isGenuine === isGenuine)
    .filter(({ scheme }) => providerOfScheme(scheme)?.id === id)
}

test('[P5] every file of a provider is in the index, under the name of its file', () => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))

  const ids = providers.map(({ id }) => id)

  expect([...ids].sort()).toEqual(files.filter((name) => !mechanism.includes(name)).sort())
})

test('[P5] no two providers or schemes have the same name', () => {
  const names = providers.flatMap(({ id, aliases = [], schemes }) => [
    ...[id, ...aliases],
    ...schemes.map((scheme) => scheme.id).filter((scheme) => scheme !== id),
  ])

  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

describe.each(providers)('$id', (provider) => {
  test('[P5] says what it is, where it is documented and where its facts are from', () => {
    const { label, docsUrl, facts, paste, schemes, fields } = provider

    expect(label).toMatch(/\S/)
    expect(docsUrl).toMatch(/^https:\/\/[\w.-]+\//)
    expect(facts.detection).toMatch(/\S/)
    expect(facts.source).toMatch(/\S/)
    expect(facts.unconfirmed ?? []).toSatisfy((all: readonly string[]) =>
      all.every((sentence) => /^\S.*\.$/.test(sentence)),
    )
    expect(paste).toMatch(/^\S.*[^.]$/)
    expect(fields.length > 0).toBe(schemes.length > 0)
    for (const { name, hint } of fields.slice(0, 1)) {
      expect(['secret', 'publicKey']).toContain(name)
      expect(hint).toMatch(/\.$/)
    }
  })
})

describe.each(providers.filter(({ id }) => id !== 'custom'))('$id', ({ id }) => {
  test('[P5] has a request by which it is told', () => {
    expect(told.filter(([, , known]) => known === id)).not.toEqual([])
  })
})

describe.each(providers.filter(({ schemes }) => schemes.length > 0))('$id', (provider) => {
  test('[P5] has a genuine sample, which is valid', () => {
    const genuine = samplesOf(provider, true)

    expect(genuine).not.toEqual([])
    for (const sample of genuine) expect(verdictOn(sample)).toBe('valid')
  })

  test('[P5] has an altered sample, which is not', () => {
    const altered = samplesOf(provider, false)

    expect(altered).not.toEqual([])
    for (const sample of altered) expect(verdictOn(sample)).not.toBe('valid')
  })
})
