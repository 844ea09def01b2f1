// What `hooklens rules set` refuses: what has changed since, and what the server would not take.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { getRules, setRules } from '../support/rules.ts'
import { runHere } from '../support/run-here.ts'
import { temporaryFolder, useServer } from '../support/server.ts'

const server = useServer()

async function setUp() {
  const bin = await server.mint()
  const folder = await temporaryFolder()
  const env = { HOME: folder, XDG_DATA_HOME: folder, HOOKLENS_SERVER: server.url }
  const set = async (content: unknown, ...more: readonly string[]) => {
    const path = join(folder, 'rules.json')
    await writeFile(path, JSON.stringify(content))
    return runHere(['rules', 'set', path, '--bin', bin.id, ...more], {
      env: { ...env, HOOKLENS_KEY: bin.ownerKey },
    })
  }
  return { bin, set }
}

const down = { when: '', then: { status: 500 } }

test('[R1] a file of rules that were changed since is refused, unless it is forced', async () => {
  const { bin, set } = await setUp()
  const exported = await setRules(server, bin, { rules: [down] })
  const theirs = await setRules(server, bin, { rules: [{ ...down, when: 'path:/theirs' }] })

  const [refused, checked] = [await set(exported), await set(exported, '--dry-run')]
  const kept = await getRules(server, bin)
  const forced = await set(exported, '--force')
  const same = await set(await getRules(server, bin))

  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toMatch(/^The file was made of version 1 .*'hooklens rules get'.*--force/)
  expect(checked).toEqual(refused)
  expect(kept).toEqual(theirs)
  expect([forced.code, same.code]).toEqual([0, 0])
  expect((await getRules(server, bin)).rules).toMatchObject([{ when: '' }])
})

test.each([
  ['a wait that is too long', { passThrough: { timeoutMs: 1e9 } }, 'passThrough.timeoutMs: '],
  ['a switch that is none', { handshakes: 'yes' }, 'handshakes'],
  ['a name that nobody knows', { rulez: [], rules: [] }, 'rulez'],
  ['flaws in two places', { default: { status: 1 }, passThrough: { timeoutMs: 1 } }, 'default.'],
  ['no version', { rules: [], version: 'newest' }, 'version'],
])('[R1] a dry run refuses what set does: %s', async (_, content, said) => {
  const { bin, set } = await setUp()

  const checked = await set(content, '--dry-run')
  const refused = await set(content)

  expect(checked).toMatchObject({ code: 1, stderr: expect.stringContaining(said) })
  expect(checked).toEqual(refused)
  expect(await getRules(server, bin)).toMatchObject({ version: 0, handshakes: true })
})

test('[R1] a check tells what the rules would be, to the owner, and changes nothing', async () => {
  const { bin, set } = await setUp()
  const line = `POST /bins/${bin.id}/rules/check`
  const json = { rules: [down], handshakes: false }

  const told = await call(server, line, { key: bin.ownerKey, json })
  const viewer = await call(server, line, { key: bin.viewKey, json })
  const dry = await set(json, '--dry-run')

  expect(told.json).toMatchObject({ version: 0, handshakes: false, rules: [down] })
  expect(viewer.status).toBe(403)
  expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing was changed') })
  expect(await getRules(server, bin)).toMatchObject({ version: 0, rules: [], handshakes: true })
})
