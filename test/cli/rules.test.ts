import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { rulesHelp } from '../../server/cli/rules-options.ts'
import { presets } from '../../server/wire/rules/presets.ts'
import { post } from '../support/post.ts'
import { getRules, setRules, statusesOf } from '../support/rules.ts'
import { runHere } from '../support/run-here.ts'
import { temporaryFolder, useServer } from '../support/server.ts'

const server = useServer()

async function setUp() {
  const bin = await server.mint()
  const folder = await temporaryFolder()
  const env = { HOME: folder, XDG_DATA_HOME: folder, HOOKLENS_SERVER: server.url }
  const hooklens = (...words: readonly string[]) =>
    runHere(['rules', ...words, '--bin', bin.id], { env: { ...env, HOOKLENS_KEY: bin.ownerKey } })
  const file = async (content: unknown) => {
    const path = join(folder, 'rules.json')
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  return { bin, env, hooklens, file }
}

test('hooklens rules adds presets, lists, restarts and removes them', async () => {
  const { bin, hooklens } = await setUp()

  const added = await hooklens('add', 'fail-twice')
  await hooklens('add', 'gone')
  await hooklens('add', 'gone')
  await hooklens('remove', 'Gone')
  const listed = await hooklens('list')
  const answers = await statusesOf(server, bin, ['POST', 'POST'])
  const restarted = await hooklens('restart', 'fail-twice')
  const again = await statusesOf(server, bin, ['POST', 'POST', 'POST'])
  const unknown = await hooklens('remove', 'nothing')
  const none = await hooklens('add', 'nothing')

  expect(added).toMatchObject({ code: 0, stderr: '' })
  expect(added.stdout).toMatch(/^Added first: Fail twice, then succeed\. /)
  expect(listed.stdout).toMatch(
    / 1 +fail-twice +Fail twice, then succeed +every request +500, 500, 200, per delivery\n/,
  )
  expect(listed.stdout).toMatch(/ default +what no rule takes +200 \{"ok":true\}\n$/)
  expect([...answers, ...again]).toEqual([500, 500, 500, 500, 200])
  expect(restarted.stdout).toBe('The next request that fail-twice takes is its first.\n')
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The bin has no rule/) })
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('fail-twice, slow-5s') })
})

test('hooklens rules get prints what set takes, from a file or standard input', async () => {
  const { bin, env, hooklens, file } = await setUp()
  await hooklens('add', 'rate-limited')
  const before = await hooklens('get')

  await setRules(server, bin, { rules: [], default: { status: 404 } })
  const set = await hooklens('set', await file(before.stdout), '--force')
  const after = await getRules(server, bin)
  const piped = await runHere(['rules', 'import', '-', '--bin', bin.id, '--json'], {
    env: { ...env, HOOKLENS_KEY: bin.ownerKey },
    stdin: Readable.from(['[{"when":"","then":{"status":', '418}}]']),
  })

  expect(set).toMatchObject({ code: 0, stdout: '1 rule set.\n' })
  expect(after).toMatchObject({ rules: [{ id: 'rate-limited' }], default: null, version: 3 })
  expect(piped.code).toBe(0)
  expect(JSON.parse(piped.stdout).rules).toMatchObject([{ then: { status: 418 } }])
})

test('hooklens rules set names every flaw by its place, and a dry run changes nothing', async () => {
  const { bin, hooklens, file } = await setUp()
  const wrong = await file([{ when: 'is:nothing', then: { status: 999 } }])

  const refused = await hooklens('set', wrong)
  const checked = await hooklens('set', wrong, '--dry-run')
  const fine = await hooklens('set', await file([{ when: '', then: { status: 500 } }]), '--dry-run')
  const noJson = await hooklens('set', await file('rules: []'))
  const noRules = await hooklens('set', await file({ hello: 1 }))
  const noFile = await hooklens('set', '/nowhere/rules.json')

  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(/^rules\[0\]\.when: .+\nrules\[0\]\.then\.status: .+\n$/)
  expect(checked).toEqual(refused)
  expect(fine).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing was changed') })
  expect((await getRules(server, bin)).version).toBe(0)
  expect(noJson).toMatchObject({ code: 1, stderr: expect.stringContaining('is not JSON') })
  expect(noRules).toMatchObject({ code: 1, stderr: expect.stringContaining('holds no rules') })
  expect(noFile).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read') })
})

test('hooklens rules report tells how senders tried again, for people and for programs', async () => {
  const { bin, hooklens } = await setUp()
  await hooklens('add', 'fail-twice')
  const nothing = await hooklens('report')
  for (let attempt = 1; attempt <= 3; attempt++) await post(`${bin.captureUrl}/o`, '{"n":1}')

  const told = await hooklens('report', 'fail-twice')
  const lines = await hooklens('report', '--json')
  const gone = await hooklens('report', 'nothing')

  expect(nothing.stdout).toContain('No request was answered by it.')
  expect(told.code).toBe(0)
  expect(told.stdout).toMatch(/^How senders tried again: Fail twice, then succeed \(fail-twice\)\n/)
  expect(told.stdout).toMatch(/ Succeeded at attempt 3: at once/)
  expect(told.stdout).toMatch(/ 500 +2 +2\n/)
  expect(told.stdout).toMatch(/ POST \/o #1 +500, 500, 200 +.+ succeeded after 3\n/)
  const reports = lines.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(reports.map(({ rule }) => rule.id)).toEqual(['fail-twice', 'default'])
  expect(reports[0].senders[0]).toMatchObject({ attempts: 3, mostAttempts: 3 })
  expect(gone).toMatchObject({ code: 1 })
})

test('hooklens rules says how it is called', async () => {
  const { env } = await setUp()
  const here = (...words: readonly string[]) => runHere(['rules', ...words], { env })

  const listed = await here('presets')

  expect((await here('--help')).stdout).toBe(rulesHelp())
  expect(await here('list')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^Which bin\?/),
  })
  expect(await here('set', '--bin', 'b')).toMatchObject({ code: 2 })
  expect(await here('nonsense')).toMatchObject({ code: 2 })
  expect(await here('list', '--bin', 'Not a bin')).toMatchObject({ code: 2 })
  expect(await here('get', '--bin', 'some-bin')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('HOOKLENS_KEY'),
  })
  expect(listed.stdout.trim().split('\n')).toHaveLength(presets.length + 1)
})
