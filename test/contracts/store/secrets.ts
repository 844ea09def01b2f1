// Sealed secrets of providers, kept with their bin.

import { expect, test } from 'vitest'
import type { SealedSecret, Store } from '../../../server/store/store.ts'
import { AppError } from '../../../server/wire/errors.ts'
import type { BinId } from '../../../server/wire/ids.ts'
import { bin, newBin, other } from './samples.ts'
import type { SetUp } from './set-up.ts'

function sealedAs(name: string, createdAt = 1): SealedSecret {
  return { name, createdAt, sealed: Buffer.from([0, 255, ...Buffer.from(name)]) }
}

async function secretsOf(store: Store, id: BinId, provider: string) {
  const held = (await store.listSecrets(id)).find((one) => one.provider === provider)
  return plain(held?.secrets ?? [])
}

function plain(secrets: readonly SealedSecret[]) {
  return secrets.map(({ sealed, ...rest }) => ({ ...rest, sealed: Buffer.from(sealed) }))
}

export function checkSecrets(setUp: SetUp): void {
  test('secrets are kept in the order given, and replaced all at once', async () => {
    const opened = await setUp()
    const first = [sealedAs('new', 2), sealedAs('old'), sealedAs('old')]

    expect(
      await opened.store.setSecrets(bin, 'stripe', { secrets: [sealedAs('gone'), ...first] }),
    ).toBe(true)
    await opened.store.setSecrets(bin, 'stripe', { secrets: first })
    await opened.store.setSecrets(bin, 'github', { secrets: [sealedAs('')] })

    const store = await opened.reopen()
    expect(await secretsOf(store, bin, 'stripe')).toEqual(first)
    expect(await store.listSecrets(bin)).toMatchObject([
      { provider: 'github', extra: {} },
      { provider: 'stripe', extra: {} },
    ])
  })

  test('what else is held of a provider is replaced apart from its secrets', async () => {
    const { store, reopen } = await setUp()
    await store.setSecrets(bin, 'stripe', { secrets: [sealedAs('a')], extra: { url: 'https://a' } })
    await store.setSecrets(bin, 'stripe', { extra: { url: 'https://b', id: '1' } })
    await store.setSecrets(bin, 'paypal', { extra: { webhookId: '2' } })
    await store.setSecrets(bin, 'paypal', { extra: {} })

    expect(await (await reopen()).listSecrets(bin)).toMatchObject([
      { provider: 'stripe', secrets: [{ name: 'a' }], extra: { url: 'https://b', id: '1' } },
    ])
  })

  test('secrets are changed from what they are, or not at all', async () => {
    const { store } = await setUp()
    await store.setSecrets(bin, 'stripe', { secrets: [sealedAs('a'), sealedAs('b')] })

    const turned = await store.changeSecrets(bin, 'stripe', (held) => held.toReversed())
    const refused = store.changeSecrets(bin, 'stripe', () => {
      throw new AppError('bad-request', 'No.')
    })

    expect(turned).toBe(true)
    await expect(refused).rejects.toMatchObject({ code: 'bad-request' })
    expect(await secretsOf(store, bin, 'stripe')).toEqual([sealedAs('b'), sealedAs('a')])
    expect(await store.changeSecrets(other, 'stripe', (held) => held)).toBe(false)
  })

  test('setting none deletes those of the one provider', async () => {
    const { store } = await setUp()
    await store.setSecrets(bin, 'stripe', { secrets: [sealedAs('a')] })
    await store.setSecrets(bin, 'github', { secrets: [sealedAs('b')] })

    expect(await store.setSecrets(bin, 'stripe', { secrets: [] })).toBe(true)

    expect(await secretsOf(store, bin, 'stripe')).toEqual([])
    expect(await store.listSecrets(bin)).toMatchObject([{ provider: 'github' }])
  })

  test('secrets belong to one bin and go with it', async () => {
    const { store } = await setUp()
    await store.createBin(newBin(other))
    await store.setSecrets(bin, 'stripe', { secrets: [sealedAs('a')] })

    expect(await store.listSecrets(other)).toEqual([])
    await store.deleteBin(bin)
    await store.createBin(newBin(bin))

    expect(await store.listSecrets(bin)).toEqual([])
    expect(await secretsOf(store, bin, 'stripe')).toEqual([])
  })

  test('a bin that is not there holds no secrets and takes none', async () => {
    const { store } = await setUp()

    expect(await store.setSecrets(other, 'stripe', { secrets: [sealedAs('a')] })).toBe(false)
    expect(await store.listSecrets(other)).toEqual([])
    expect(await secretsOf(store, other, 'stripe')).toEqual([])
  })

  test('clearing the requests leaves the secrets', async () => {
    const { store } = await setUp()
    await store.setSecrets(bin, 'stripe', { secrets: [sealedAs('a')] })

    await store.clearRequests(bin)

    expect(await secretsOf(store, bin, 'stripe')).toHaveLength(1)
  })
}
