// Sealed secrets of providers, kept with their bin.

import { expect, test } from 'vitest'
import type { SealedSecret } from '../../../server/store/store.ts'
import { bin, newBin, other } from './samples.ts'
import type { SetUp } from './set-up.ts'

function sealedAs(name: string, createdAt = 1): SealedSecret {
  return { name, createdAt, sealed: Buffer.from([0, 255, ...Buffer.from(name)]) }
}

function plain(secrets: readonly SealedSecret[]) {
  return secrets.map(({ sealed, ...rest }) => ({ ...rest, sealed: Buffer.from(sealed) }))
}

export function checkSecrets(setUp: SetUp): void {
  test('secrets are kept in the order given, and replaced all at once', async () => {
    const opened = await setUp()
    const first = [sealedAs('new', 2), sealedAs('old'), sealedAs('old')]

    expect(await opened.store.setSecrets(bin, 'stripe', [sealedAs('gone'), ...first])).toBe(true)
    await opened.store.setSecrets(bin, 'stripe', first)
    await opened.store.setSecrets(bin, 'github', [sealedAs('')])

    const store = await opened.reopen()
    expect(plain(await store.getSecrets(bin, 'stripe'))).toEqual(first)
    expect(await store.listSecrets(bin)).toEqual([
      { provider: 'github', secrets: [{ name: '', createdAt: 1 }] },
      {
        provider: 'stripe',
        secrets: first.map(({ name, createdAt }) => ({ name, createdAt })),
      },
    ])
  })

  test('setting none deletes those of the one provider', async () => {
    const { store } = await setUp()
    await store.setSecrets(bin, 'stripe', [sealedAs('a')])
    await store.setSecrets(bin, 'github', [sealedAs('b')])

    expect(await store.setSecrets(bin, 'stripe', [])).toBe(true)

    expect(await store.getSecrets(bin, 'stripe')).toEqual([])
    expect(await store.listSecrets(bin)).toMatchObject([{ provider: 'github' }])
  })

  test('secrets belong to one bin and go with it', async () => {
    const { store } = await setUp()
    await store.createBin(newBin(other))
    await store.setSecrets(bin, 'stripe', [sealedAs('a')])

    expect(await store.listSecrets(other)).toEqual([])
    await store.deleteBin(bin)
    await store.createBin(newBin(bin))

    expect(await store.listSecrets(bin)).toEqual([])
    expect(await store.getSecrets(bin, 'stripe')).toEqual([])
  })

  test('a bin that is not there holds no secrets and takes none', async () => {
    const { store } = await setUp()

    expect(await store.setSecrets(other, 'stripe', [sealedAs('a')])).toBe(false)
    expect(await store.listSecrets(other)).toEqual([])
    expect(await store.getSecrets(other, 'stripe')).toEqual([])
  })

  test('clearing the requests leaves the secrets', async () => {
    const { store } = await setUp()
    await store.setSecrets(bin, 'stripe', [sealedAs('a')])

    await store.clearRequests(bin)

    expect(await store.getSecrets(bin, 'stripe')).toHaveLength(1)
  })
}
