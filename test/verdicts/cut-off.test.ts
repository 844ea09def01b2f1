import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { requestRaw } from '../support/raw-http.ts'
import { startTestServer } from '../support/server.ts'

test('[P2] [C4] what did not arrive whole is said to be that, not to be forged', async () => {
  const server = await startTestServer({ maxBodyBytes: 10 })
  const bin = await server.mint()
  const owner = { key: bin.ownerKey }
  const body = '{"action":"opened"}'
  const setSecret = (secret: string) =>
    call(server, `PUT /bins/${bin.id}/secrets/github`, { ...owner, json: { secret } })
  const signature = createHmac('sha256', 'one').update(body).digest('hex')
  await setSecret('one')

  await requestRaw(
    server.port,
    [
      `POST /in/${bin.id} HTTP/1.1`,
      'Host: h',
      `Content-Length: ${body.length}`,
      'X-GitHub-Event: issues',
      `X-Hub-Signature-256: sha256=${signature}`,
      '',
      body,
    ].join('\r\n'),
  )
  const read = async () => (await call(server, `GET /bins/${bin.id}/requests/1`, owner)).json
  const onArrival = await read()
  await setSecret('two')
  await expect
    .poll(async () => (await call(server, `GET /bins/${bin.id}/rechecks`, owner)).json)
    .toEqual({ rechecks: [] })

  for (const { state, signature } of [onArrival, await read()]) {
    expect(state).toBe('too-large')
    expect(signature).toMatchObject({
      verdict: 'unverifiable',
      detail: expect.stringContaining('did not arrive whole'),
    })
  }
})
