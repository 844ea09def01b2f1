import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { BinCredentials } from '../../server/providers/examine.ts'
import { openStore } from '../../server/store/open.ts'
import { createVerdicts } from '../../server/verdicts/verdicts.ts'
import { bin, newBin, newRequest, roomy } from '../contracts/store/samples.ts'
import { call } from '../support/call.ts'
import { subscribeTo } from '../support/live.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'

const rows = Array.from({ length: 3000 }, (_, index) => ({ index, text: 'a row of many' }))

test('[P2] a mismatch too large to explain while its sender waits is explained right after', async () => {
  const server = await startTestServer()
  const minted = await server.mint()
  const json = { secret: 'github-secret' }
  await call(server, `PUT /bins/${minted.id}/secrets/github`, { key: minted.ownerKey, json })
  const live = subscribeTo(server, minted)
  await live.subscribed()
  const signature = createHmac('sha256', json.secret).update(JSON.stringify(rows)).digest('hex')

  await fetch(minted.captureUrl, {
    method: 'POST',
    headers: { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': `sha256=${signature}` },
    body: JSON.stringify(rows, null, 2),
  })

  const [captured] = await live.take(1)
  expect(captured?.signature).toMatchObject({ verdict: 'mismatch', isProvisional: true })
  const explained = await live.until((events) =>
    events
      .flatMap((event) => (event.type === 'changed' ? (event.requests ?? []) : []))
      .find(({ signature }) => signature),
  )
  expect(explained.signature).toMatchObject({ verdict: 'mismatch', reason: 'signed-minified' })
  expect(explained.signature).not.toHaveProperty('isProvisional')
})

test('[P2] an explanation is not put in place of a verdict with what is held since', async () => {
  const folder = await temporaryFolder()
  const store = await openStore(join(folder, 'test.db'), { limits: roomy })
  onTestFinished(() => store.close())
  await store.createBin(newBin(bin))
  const signature = createHmac('sha256', 'right').update('{}').digest('hex')
  const headers = [
    ['X-GitHub-Event', 'push'],
    ['X-Hub-Signature-256', `sha256=${signature}`],
  ] as const
  const provider = { id: 'github', label: 'GitHub', event: 'push', deliveryId: null }
  await store.append([newRequest(bin, { headers, provider, body: Buffer.from('{}') })])
  const none: BinCredentials = new Map()
  const right = new Map([['github', { credentials: [{ name: '', secret: 'right' }], extra: {} }]])
  const answers: ((held: BinCredentials) => void)[] = []
  const verdicts = createVerdicts({
    store,
    credentialsOf: () => new Promise((resolve) => answers.push(resolve)),
    settled: async () => {},
    publicUrl: undefined,
    takeTurn: nextTurn,
    onProgress: () => {},
    onChanged: () => {},
    onFailure: (error) => {
      throw error
    },
  })
  const answer = async (held: BinCredentials) => {
    await expect.poll(() => answers.length).toBe(1)
    answers.shift()?.(held)
  }
  const verdict = async () => (await store.getRequest(bin, 1))?.signature?.verdict

  verdicts.explain(bin, 1)
  await expect.poll(() => answers.length).toBe(1)
  const [giveStale] = answers.splice(0)
  await store.setSecrets(bin, 'github', {})
  verdicts.recheck(bin, 'github')
  await answer(none)
  await expect.poll(verdict).toBe('no-secret')
  giveStale?.(right)
  await answer(none)
  await expect.poll(() => verdicts.list(bin)).toEqual([])
  await verdicts.close()

  expect(await verdict()).toBe('no-secret')
})
