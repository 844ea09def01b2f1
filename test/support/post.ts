// Sends webhooks the way senders do: keep-alive connections, several at once.

import { Agent, request } from 'node:http'

export interface Posted {
  readonly status: number
  readonly body: string
}

/** Sends `count` small requests, `concurrency` at a time; `onAnswer` hears of each answer as it comes. */
export async function postMany(
  url: string,
  count: number,
  { concurrency = 32, from = 1, onAnswer = (_n: number, _posted: Posted) => {} } = {},
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  let next = from
  const work = async () => {
    while (next < from + count) {
      const n = next++
      onAnswer(n, await post(`${url}/n/${n}`, JSON.stringify({ n }), agent))
    }
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, work))
  } finally {
    agent.destroy()
  }
}

/** Sends one JSON request; rejects when no answer comes. */
export function post(url: string, body: string | Uint8Array, agent?: Agent): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    }
    const sent = request(
      url,
      { method: 'POST', headers, ...(agent ? { agent } : {}) },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() })
        })
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
