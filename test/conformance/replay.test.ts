import { call } from '../support/call.ts'
import { checkConformance, type Place } from './conform.ts'

checkConformance({
  name: 'a replay by the server',
  deliver: (place, seq) => replay(place, seq),
})

checkConformance({
  name: 'a replay whose edit gives every part as it was captured',
  async deliver(place, seq) {
    const { server, bin } = place
    const line = `GET /bins/${bin.id}/requests/${seq}`
    const { json } = await call(server, line, { key: bin.ownerKey })
    const body = await fetch(`${server.url}/api/bins/${bin.id}/requests/${seq}/body`, {
      headers: { Authorization: `Bearer ${bin.ownerKey}` },
    })
    const bodyBase64 = Buffer.from(await body.arrayBuffer()).toString('base64')
    const { method, path, query, headers } = json
    await replay(place, seq, { method, path, query, headers, bodyBase64 })
  },
})

async function replay({ server, bin, target }: Place, seq: number, edit?: object): Promise<void> {
  const { status, text } = await call(server, `POST /bins/${bin.id}/requests/${seq}/replay`, {
    key: bin.ownerKey,
    json: { target, edit },
  })
  if (status !== 201) throw new Error(`Replaying #${seq} was answered ${status}: ${text}`)
}
