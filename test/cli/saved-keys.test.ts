import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findKey, keyOf, saveKey } from '../../server/cli/saved-keys.ts'
import { temporaryFolder } from '../support/server.ts'

const shop = { server: 'https://hooks.example.com', bin: 'my-shop' }

test('a saved key is found again, and only for its server and bin', async () => {
  const folder = await temporaryFolder()
  await saveKey(shop, 'hlo_shop', folder)

  const found = [
    await findKey(shop, {}, folder),
    await findKey({ ...shop, bin: 'other' }, {}, folder),
    await findKey({ ...shop, server: 'https://hooks.example.com:8443' }, {}, folder),
    await findKey({ ...shop, server: 'http://hooks.example.com' }, {}, folder),
  ]

  expect(found).toEqual(['hlo_shop', undefined, undefined, undefined])
})

test('localhost and its addresses are one server', async () => {
  const folder = await temporaryFolder()
  await saveKey({ server: 'http://localhost:4665', bin: 'here' }, 'hlo_here', folder)

  const found = await Promise.all(
    ['http://127.0.0.1:4665', 'http://[::1]:4665', 'http://localhost:4666'].map((server) =>
      findKey({ server, bin: 'here' }, {}, folder),
    ),
  )

  expect(found).toEqual(['hlo_here', 'hlo_here', undefined])
})

test('HOOKLENS_KEY wins over a saved key', async () => {
  const folder = await temporaryFolder()
  await saveKey(shop, 'hlo_saved', folder)

  expect(await keyOf(shop, { HOOKLENS_KEY: 'hlo_given\n' }, folder)).toBe('hlo_given')
})

test('[A1] keys are kept where only their user can read them', async () => {
  const folder = join(await temporaryFolder(), 'keys')
  await saveKey(shop, 'hlo_shop', folder)

  const [place = ''] = await readdir(folder)

  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await stat(join(folder, place, shop.bin))).mode & 0o777).toBe(0o600)
})

test('keys saved at the same time are all kept, and nothing else is left behind', async () => {
  const folder = await temporaryFolder()
  const bins = Array.from({ length: 20 }, (_, index) => ({ ...shop, bin: `bin-${index}` }))

  await Promise.all(bins.flatMap((bin) => [1, 2].map(() => saveKey(bin, `hlo_${bin.bin}`, folder))))

  const keys = await Promise.all(bins.map((bin) => findKey(bin, {}, folder)))
  const [place = ''] = await readdir(folder)
  expect(keys).toEqual(bins.map(({ bin }) => `hlo_${bin}`))
  expect(await readdir(join(folder, place))).toHaveLength(bins.length)
})

test('a missing key is said with where to get one', async () => {
  const folder = await temporaryFolder()

  await expect(keyOf(shop, {}, folder)).rejects.toThrow(/HOOKLENS_KEY.*hooklens bins key my-shop/)
})

test('a key that others can read is refused, with what to do', async () => {
  const folder = await temporaryFolder()
  await saveKey(shop, 'hlo_shop', folder)
  const [place = ''] = await readdir(folder)
  await chmod(join(folder, place, shop.bin), 0o644)

  await expect(keyOf(shop, {}, folder)).rejects.toThrow(/mode is 644.*chmod 600/)
})

test('a key that cannot be read or written is said to be so', async () => {
  const folder = await temporaryFolder()
  const place = join(folder, encodeURIComponent(shop.server))
  await mkdir(join(place, shop.bin), { recursive: true, mode: 0o700 })
  await chmod(join(place, shop.bin), 0o700)
  await writeFile(join(folder, 'file'), '')

  await expect(keyOf(shop, {}, folder)).rejects.toThrow(/my-shop cannot be read: EISDIR/)
  await expect(saveKey(shop, 'hlo_shop', join(folder, 'file'))).rejects.toThrow(/cannot be written/)
})
