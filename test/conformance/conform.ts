// The conformance suite: sends each case to a capture URL as raw bytes, has a way deliver it, and compares what reached
// the target byte for byte. A new way is one object, checked by a test file of its own.

import { expect, onTestFinished, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { requestRaw } from '../support/raw-http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { type Case, cases } from './cases.ts'
import { differenceOf, expectedBytes } from './differences.ts'
import { startWireReceiver } from './wire-receiver.ts'

export interface Place {
  readonly server: TestServer
  readonly bin: MintedBin
  /** Without a path of its own. */
  readonly target: string
}

export interface Way {
  readonly name: string
  /** Called once, before anything is captured: connects a relay, changes the bin. */
  readonly open?: (place: Place) => Promise<void>
  /** Has request #seq delivered to the target; it may be under way since it was captured. */
  readonly deliver: (place: Place, seq: number) => Promise<void>
}

export function checkConformance(way: Way): void {
  test(`[D1] ${way.name} brings every message to the target byte for byte`, async () => {
    const receiver = await startWireReceiver()
    onTestFinished(() => receiver[Symbol.asyncDispose]())
    const server = await startTestServer()
    const place: Place = { server, bin: await server.mint(), target: `http://${receiver.host}` }
    await way.open?.(place)

    for (const [index, sent] of cases.entries()) {
      const status = await capture(place, sent)
      await way.deliver(place, index + 1)

      const received = await receiver.next()
      const expected = expectedBytes(sent, { host: receiver.host, bin: place.bin.id })
      expect.soft(status, sent.what).toBeLessThan(300)
      expect.soft(differenceOf(withoutId(received), expected), sent.what).toBeUndefined()
    }
  })
}

async function capture({ server, bin }: Place, { head, body = '' }: Case): Promise<number> {
  const text = `${head.join('\r\n').replace('BIN', bin.id)}\r\n\r\n`
  const { status } = await requestRaw(server.port, text, body)
  return status
}

/** The id is the one thing that cannot be known before; it stands in the last header of that name. */
function withoutId(received: Buffer): Buffer {
  const headEnd = received.indexOf('\r\n\r\n')
  const head = received
    .toString('latin1', 0, headEnd)
    .replace(/(.*\r\nHooklens-Delivery: )dlv_[\w-]+/s, '$1<id>')
  return Buffer.concat([Buffer.from(head, 'latin1'), received.subarray(headEnd)])
}
