import { expect, test } from 'vitest'
import type { BinId } from '../../server/wire/ids.ts'
import { createKeyring, type KnownBin, keyringName } from '../../web/state/keyring.ts'
import { fakeStorage } from './fake-storage.ts'

function known(id: string, openedAt: number): KnownBin {
  return { id: id as BinId, name: '', key: `hlo_${id}`, openedAt }
}

test('the bin opened last comes first, also after a reload', () => {
  const storage = fakeStorage()
  const keyring = createKeyring(storage)

  keyring.save(known('first', 1))
  keyring.save(known('second', 2))
  keyring.save(known('first', 3))

  expect(createKeyring(storage).bins.value.map(({ id }) => id)).toEqual(['first', 'second'])
})

test('two tabs that mint at once keep both keys', () => {
  const storage = fakeStorage()
  const one = createKeyring(storage)
  const other = createKeyring(storage)

  one.save(known('from-one', 1))
  other.save(known('from-other', 2))
  one.reload()

  expect(one.bins.value.map(({ id }) => id)).toEqual(['from-other', 'from-one'])
})

test('what another version or a user wrote there is passed over', () => {
  const good = known('good', 1)
  const texts = ['{', '7', '[null,{"id":"BAD ID","key":"x"},{"id":"no-key"}]', '']
  for (const text of texts) {
    expect(createKeyring(fakeStorage({ [keyringName]: text })).bins.value).toEqual([])
  }
  const mixed = JSON.stringify([{ nonsense: true }, good])

  expect(createKeyring(fakeStorage({ [keyringName]: mixed })).bins.value).toEqual([good])
})
