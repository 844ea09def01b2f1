// What a delivery may change, and nothing else: worked out from the bytes that were sent, without the product's code.
//
// 1. The request line: the path loses `/in/<bin>`, an empty one is `/`, and the version is HTTP/1.1.
// 2. Host is the target's, where it stood; first when there was none.
// 3. White space around a header's value becomes one space before it.
// 4. Headers that concern one connection are left out, and those that Connection names.
// 5. Transfer-Encoding becomes Content-Length, where it stood; trailers are left out.
// 6. At the end come Hooklens-Delivery and `Connection: close`.

import type { Case } from './cases.ts'

export interface Arrival {
  /** `localhost:3000`, as the Host header has it. */
  readonly host: string
  readonly bin: string
}

/** The bytes that must reach the target; `<id>` stands for the delivery's. */
export function expectedBytes(sent: Case, { host, bin }: Arrival): Buffer {
  const [requestLine = '', ...lines] = sent.head.map((line) => line.replace('BIN', bin))
  const { body: raw = '' } = sent
  const bytes = typeof raw === 'string' ? Buffer.from(raw, 'latin1') : Buffer.from(raw)
  const isChunked = lines.some((line) => /^transfer-encoding:/i.test(line))
  const body = isChunked ? joinChunks(bytes) : bytes

  const named = lines
    .filter((line) => /^connection:/i.test(line))
    .flatMap((line) => line.slice(line.indexOf(':') + 1).split(','))
    .map((name) => name.trim().toLowerCase())
  const kept = lines.flatMap((line) => {
    const name = line.slice(0, line.indexOf(':'))
    const value = line.slice(line.indexOf(':') + 1).replace(/^[ \t]+|[ \t]+$/g, '')
    const key = name.toLowerCase()
    if (key === 'host') return [`${name}: ${host}`]
    if (key === 'transfer-encoding') return [`Content-Length: ${body.length}`]
    return leftOut.includes(key) || named.includes(key) ? [] : [`${name}: ${value}`]
  })
  const hasHost = lines.some((line) => /^host:/i.test(line))
  const head = [
    targetLine(requestLine, bin),
    ...(hasHost ? [] : [`Host: ${host}`]),
    ...kept,
    'Hooklens-Delivery: <id>',
    'Connection: close',
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}

const leftOut = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'upgrade',
  'http2-settings',
  'te',
  'trailer',
  'expect',
  'proxy-authenticate',
  'proxy-authorization',
]

function targetLine(requestLine: string, bin: string): string {
  const method = requestLine.slice(0, requestLine.indexOf(' '))
  const target = requestLine.slice(method.length + 1, requestLine.lastIndexOf(' '))
  const rest = target.slice(`/in/${bin}`.length)
  return `${method} ${rest.startsWith('/') ? rest : `/${rest}`} HTTP/1.1`
}

function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (!(size > 0)) return Buffer.concat(chunks)
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}

/** Where two messages part, with some of the bytes around it; undefined when they are the same. */
export function differenceOf(received: Buffer, expected: Buffer): string | undefined {
  if (received.equals(expected)) return undefined
  let at = 0
  while (at < received.length && received[at] === expected[at]) at++
  const around = (bytes: Buffer) =>
    JSON.stringify(bytes.toString('latin1', Math.max(0, at - 40), at + 40))
  return `byte ${at} of ${expected.length}: expected … ${around(expected)}, received … ${around(received)} of ${received.length}`
}
