import { onTestFinished } from 'vitest'
import { call } from '../support/call.ts'
import { startListening, userEnv } from '../support/listen.ts'
import { temporaryFolder } from '../support/server.ts'
import { checkConformance, type Place } from './conform.ts'

checkConformance({
  name: 'a relay',
  open: (place) => listen(place),
  deliver: async () => {},
})

checkConformance({
  name: 'a replay by a relay',
  open: (place) => listen(place, '--filter', 'method:NONE'),
  async deliver({ server, bin, target }, seq) {
    const { status, json } = await call(server, `POST /bins/${bin.id}/requests/${seq}/replay`, {
      key: bin.ownerKey,
      json: { target },
    })
    if (status !== 201 || json.via !== 'relay') throw new Error(`#${seq} went ${json.via}.`)
  },
})

checkConformance({
  name: 'a relay whose answers are passed through',
  async open(place) {
    const { server, bin } = place
    const json = { passThrough: { timeoutMs: 60_000 } }
    await call(server, `PUT /bins/${bin.id}/rules`, { key: bin.ownerKey, json })
    await listen(place)
  },
  async deliver({ server, bin }, seq) {
    const { json } = await call(server, `GET /bins/${bin.id}/requests/${seq}`, {
      key: bin.ownerKey,
    })
    const { outcome } = json.response.passThrough ?? {}
    // The answer is noted right after it is sent.
    if (outcome !== undefined && outcome !== 'answered') throw new Error(`#${seq}: ${outcome}.`)
  },
})

checkConformance({
  name: 'a run by the server',
  async deliver({ server, bin, target }, seq) {
    const json = { target, seqs: [seq] }
    const { status } = await call(server, `POST /bins/${bin.id}/replays`, {
      key: bin.ownerKey,
      json,
    })
    if (status !== 201) throw new Error(`The run of #${seq} was answered ${status}.`)
  },
})

async function listen({ server, bin, target }: Place, ...flags: readonly string[]): Promise<void> {
  const env = { ...userEnv(await temporaryFolder()), HOOKLENS_KEY: bin.ownerKey }
  const args = [target, '--server', server.url, '--bin', bin.id, ...flags]
  const { command, ready } = startListening(args, env)
  onTestFinished(() => void command.process.kill('SIGKILL'))
  await ready()
}
