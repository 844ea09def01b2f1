// Storing requests: their order, their bytes, their bins.

import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { storedBytes } from '../../../server/store/stored-bytes.ts'
import { bin, newBin, newRequest, other, present, seqs } from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkAppend(setUp: SetUp): void {
  test('[C5] seqs count up without gaps in the order given, per bin', async () => {
    const { store } = await setUp()
    await store.createBin(newBin(other))

    const first = await store.append([newRequest(bin), newRequest(other), newRequest(bin)])
    const second = await store.append([newRequest(other), newRequest(bin)])

    expect(seqs(first)).toEqual([1, 1, 2])
    expect(seqs(second)).toEqual([2, 3])
    expect(await store.getBin(bin)).toMatchObject({
      firstSeq: 1,
      lastSeq: 3,
      requests: 3,
      rev: 0,
    })
  })

  test('[C5] appends started together are numbered in the order they were started', async () => {
    const { store } = await setUp()

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => store.append([newRequest(bin), newRequest(bin)])),
    )

    expect(outcomes.flatMap(seqs)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  })

  test('a request of a bin that is gone does not disturb the others', async () => {
    const { store } = await setUp()

    const outcome = await store.append([newRequest(bin), newRequest(other), newRequest(bin)])

    expect(outcome).toEqual({
      results: [{ type: 'stored', seq: 1 }, { type: 'no-bin' }, { type: 'stored', seq: 2 }],
      dropped: [],
    })
  })

  test('an empty append is fine', async () => {
    const { store } = await setUp()

    const outcome = await store.append([])

    expect(outcome).toEqual({ results: [], dropped: [] })
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a NUL', Buffer.from('a\0b\0')],
    ['invalid UTF-8', Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x80])],
    ['every byte', Buffer.from(Array.from({ length: 256 }, (_, n) => n))],
    ['10 MiB', randomBytes(10 * 1024 * 1024)],
  ])('[C2] a body of %s is kept to the byte', async (_, body) => {
    const { store } = await setUp()
    // A view into a larger buffer, as bodies often are.
    const padded = Buffer.concat([Buffer.from('<<'), body, Buffer.from('>>')])

    await store.append([newRequest(bin, { body: padded.subarray(2, -2) })])

    const kept = await store.getBody(bin, 1)
    expect(Buffer.compare(Buffer.from(present(kept)), body)).toBe(0)
    const request = await store.getRequest(bin, 1)
    expect(request?.body.size).toBe(body.length)
    // Compared as bytes: what compares values looks at each byte of 10 MiB for seconds.
    const { body: whole, ...rest } = present(await store.getWhole(bin, 1))
    expect(Buffer.compare(whole, body)).toBe(0)
    expect(rest).toEqual({ request })
  })

  test('[C2] a request is kept as it was, down to order, case and duplicates of its headers', async () => {
    const { store } = await setUp()
    const given = newRequest(bin, {
      receivedAt: 1_700_000_000_123,
      durationMs: 1.25,
      method: 'PROPFIND',
      target: '//in/inbox/%zz/../a?b=%00&b',
      path: '/%zz/../a',
      query: 'b=%00&b',
      httpVersion: '1.0',
      headers: [
        ['X-Dup', 'one'],
        ['host', 'x:99999'],
        ['x-dup', 'two'],
        ['X-Latin', 'caf\u00e9 \u0080\u00ff'],
        ['X-Empty', ''],
      ],
      trailers: [['X-Sum', 'abc']],
      remoteAddress: '2001:db8::1',
      state: 'aborted',
      reason: 'The client hung up.',
      body: Buffer.from('half of i'),
      contentType: 'text/plain',
      contentEncoding: 'gzip',
      provider: { id: 'x', label: 'X', event: null, deliveryId: 'evt_1', attempt: 2 },
      signature: { verdict: 'mismatch', reason: 'signed-crlf', detail: 'Line ends differ.' },
      gist: 'half of i',
      response: {
        status: 201,
        by: 'rule',
        rule: { id: 'r1', name: 'first', turn: 2, step: 0, steps: 1 },
        ms: 0.5,
      },
    })

    await store.append([given])

    const { bin: _, body, sha256, contentType, contentEncoding, ...same } = given
    expect(await store.getRequest(bin, 1)).toEqual({
      ...same,
      seq: 1,
      body: { size: body.length, sha256, contentType, contentEncoding },
      deliveries: 0,
      note: '',
      tags: [],
      pinned: false,
      read: false,
    })
  })

  test('[C6] head and body count towards the bytes of a bin', async () => {
    const { store } = await setUp()
    const request = newRequest(bin, { body: Buffer.alloc(100), headers: [['Name', 'value']] })

    await store.append([request, request])

    expect(storedBytes(request)).toBe(109)
    expect((await store.getBin(bin))?.bytes).toBe(218)
  })
}
