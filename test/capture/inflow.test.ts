// Bounds on what arriving bodies keep in memory.

import { expect, test } from 'vitest'
import { createBodyParts } from '../../server/capture/body-parts.ts'
import { createInflow } from '../../server/capture/inflow.ts'
import type { BinId } from '../../server/wire/ids.ts'
import { openConnection, parseResponses, readToEnd } from '../support/raw-http.ts'
import { readRequest } from '../support/read.ts'
import { startTestServer } from '../support/server.ts'

const megabyte = 1024 * 1024

test('[A6] senders that stall with large bodies make room for another bin, and are told to come again', async () => {
  const server = await startTestServer({ maxBodyBytes: 2 * megabyte })
  const [greedy, modest] = [await server.mint(), await server.mint()]
  const begin = async (bin: string, sent: number) => {
    const socket = await openConnection(server.port)
    const received = readToEnd(socket)
    const head = `POST /in/${bin} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: ${2 * megabyte}\r\n\r\n`
    socket.write(head)
    await new Promise((resolve) => socket.write(Buffer.alloc(sent), resolve))
    return { socket, received }
  }

  const small = await begin(modest.id, megabyte)
  const large = await Promise.all(
    Array.from({ length: 35 }, () => begin(greedy.id, 2 * megabyte - 1)),
  )
  const [refused] = parseResponses(await Promise.race(large.map(({ received }) => received)))
  small.socket.write(Buffer.alloc(megabyte))
  const [answer] = parseResponses(await small.received)
  for (const { socket } of large) socket.destroy()

  expect(refused).toMatchObject({ status: 503, body: expect.stringContaining('Send it again') })
  expect(refused?.headers.get('retry-after')).toBe('5')
  expect(answer?.status).toBe(200)
  expect((await readRequest(server, modest, 1)).body.size).toBe(2 * megabyte)
})

test('[A6] what has been coming for longest gives up, of the bin that keeps most', () => {
  const inflow = createInflow(100)
  const gaveUp: string[] = []
  const open = (bin: string, name: string) => inflow.open(bin as BinId, () => gaveUp.push(name)) // Any text will do for a bin here.

  const first = open('a', 'a1')
  const second = open('a', 'a2')
  const other = open('b', 'b1')
  first.grow(30)
  second.grow(40)
  other.grow(30)
  const before = [...gaveUp]
  other.grow(1)
  first.grow(1000)
  other.close()
  other.close()
  open('c', 'c1').grow(61)

  expect(before).toEqual([])
  expect(gaveUp).toEqual(['a1', 'c1'])
})

test('a body is the same however its bytes are cut', () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
  const cuts = [1, 1, 5_000, 3, 4_095, 4_096, 70_000, ...Array.from({ length: 100_000 }, () => 1)]

  const parts = createBodyParts()
  let from = 0
  for (const cut of [...cuts, bytes.length]) {
    parts.add(bytes.subarray(from, from + cut))
    from += cut
  }

  expect(parts.join().equals(bytes)).toBe(true)
  expect(createBodyParts().join().length).toBe(0)
})
