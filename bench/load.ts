// A load generator as a process of its own: keep-alive connections over raw sockets, so that it costs less than what
// it measures. Takes one JSON argument, prints one JSON result.

import { connect } from 'node:net'
import { quantile } from './measure.ts'

export interface LoadOptions {
  readonly port: number
  readonly path: string
  readonly connections: number
  readonly bodyBytes: number
  readonly seconds: number
  /** Requests per second to offer; undefined sends as fast as answers come. */
  readonly rate?: number
  /** Stop after this many requests, if that is sooner. */
  readonly requests?: number
}

export interface LoadResult {
  readonly perSecond: number
  readonly completed: number
  readonly failed: number
  readonly p50Ms: number
  readonly p99Ms: number
}

async function generate(options: LoadOptions): Promise<LoadResult> {
  const {
    port,
    path,
    connections,
    bodyBytes,
    seconds,
    rate,
    requests = Number.POSITIVE_INFINITY,
  } = options
  const request = buildRequest(path, bodyBytes)
  const latencies: number[] = []
  let failed = 0
  let started = 0
  const startAt = performance.now()
  const endAt = startAt + seconds * 1_000
  const gapMs = rate === undefined ? 0 : (1_000 * connections) / rate

  const runConnection = (index: number) =>
    new Promise<void>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      // With a rate, latency counts from when a request was due, so that a stall is not hidden by sending less.
      let dueAt = startAt + (gapMs * index) / connections
      let pending = ''
      const send = () => {
        if (performance.now() >= endAt || started >= requests) return void socket.end()
        started += 1
        if (rate === undefined) dueAt = performance.now()
        socket.write(request)
      }
      const next = () => {
        if (rate === undefined) return send()
        dueAt += gapMs
        const waitMs = dueAt - performance.now()
        if (waitMs > 1) setTimeout(send, waitMs)
        else send()
      }
      socket.on('connect', send)
      socket.on('data', (chunk: Buffer) => {
        pending += chunk.toString('latin1')
        if (!isWhole(pending)) return
        latencies.push(performance.now() - dueAt)
        if (!pending.startsWith('HTTP/1.1 2')) failed += 1
        pending = ''
        next()
      })
      socket.on('error', () => {
        failed += 1
      })
      socket.on('close', () => resolve())
    })

  await Promise.all(Array.from({ length: connections }, (_, index) => runConnection(index)))
  const elapsedSeconds = (performance.now() - startAt) / 1_000
  latencies.sort((a, b) => a - b)
  return {
    perSecond: latencies.length / elapsedSeconds,
    completed: latencies.length,
    failed,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  }
}

/** A JSON webhook with the headers a provider sends. */
function buildRequest(path: string, bodyBytes: number): Buffer {
  const empty = JSON.stringify({ type: 'invoice.paid', id: 'evt_1', filler: '' })
  const body = empty.replace('""', `"${'x'.repeat(bodyBytes - empty.length)}"`)
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: load/1.0\r\nAccept: */*\r\n` +
      `Content-Type: application/json\r\nX-Event: invoice.paid\r\nX-Delivery: 8a7d5f3e\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  )
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? '0'
  return text.length >= end + 4 + Number(length)
}

// The caller is bench/processes.ts, which writes a LoadOptions.
const result = await generate(JSON.parse(process.argv[2] ?? '{}') as LoadOptions)
process.stdout.write(`${JSON.stringify(result)}\n`)
