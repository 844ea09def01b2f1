// A server that keeps one request to the byte and knows little HTTP, the requests to send to it, and ways to run text.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { delimiter, join } from 'node:path'
import fc from 'fast-check'
import type { CapturedRequest, HeaderPair } from '../../server/wire/requests.ts'
import type { Copied, CopyInput } from '../../web/text/copy-as/format.ts'

export interface Received {
  readonly method: string
  readonly target: string
  /** But for those of the connection. */
  readonly headers: readonly HeaderPair[]
  readonly body: Buffer
}

export interface Wanted {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly headers?: readonly HeaderPair[]
  readonly trailers?: readonly HeaderPair[]
  readonly body?: Uint8Array
}

export interface Recorder {
  readonly port: number
  inputFor(wanted: Wanted): CopyInput
  targetOf(wanted: Wanted): string
  /** What `send` made the server receive. */
  record(send: () => Promise<unknown>): Promise<Received>
  close(): void
}

export async function startRecorder(): Promise<Recorder> {
  let received: Received | undefined
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      const found = parse(bytes)
      if (!found) return
      received = found
      answer(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // A TCP server's address is never text.

  const targetOf = ({ path = '', query = '' }: Wanted) => `/in/demo${path}${query && `?${query}`}`
  return {
    port,
    targetOf,
    inputFor(wanted) {
      const { method = 'POST', path = '', query = '', headers = [], trailers = [], body } = wanted
      const target = targetOf(wanted)
      const fields = { method, path, query, target, httpVersion: '1.1', headers, trailers }
      return {
        request: fields as unknown as CapturedRequest, // Only what a copy can hold.
        body: body ?? new Uint8Array(),
        captureUrl: `http://127.0.0.1:${port}/in/demo`,
        fileName: 'demo-1.bin',
      }
    },
    async record(send) {
      received = undefined
      await send()
      if (!received) throw new Error('Nothing arrived.')
      return received
    },
    close: () => void server.close(),
  }
}

function answer(socket: Socket): void {
  socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
}

function parse(bytes: Buffer): Received | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [line = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const [, method = '', target = ''] = /^(\S+) (.+) HTTP\/1\.[01]$/.exec(line) ?? []
  const headers = lines.map((text): HeaderPair => {
    const colon = text.indexOf(':')
    return [text.slice(0, colon), text.slice(colon + 1).trim()]
  })
  const length = headers.find(([name]) => /^content-length$/i.test(name))?.[1] ?? '0'
  const body = bytes.subarray(end + 4)
  if (body.length < Number(length)) return undefined
  const own = headers.filter(([name]) => !/^(host|content-length|connection)$/i.test(name))
  return { method, target, headers: own, body }
}

export function textOf(copied: Copied): string {
  return typeof copied === 'string' ? copied : copied.text
}

/** Runs a program with `text` as its input, as a user would paste it, and gives its output. */
export async function run(
  program: string,
  args: readonly string[],
  text: string,
  cwd?: string,
): Promise<Buffer> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], ...(cwd ? { cwd } : {}) })
  const output: Buffer[] = []
  const complaints: Buffer[] = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => complaints.push(chunk))
  child.stdin.on('error', () => {})
  child.stdin.end(text)
  const [code] = await once(child, 'close')
  if (code !== 0)
    throw new Error(`${program}: ${Buffer.concat(complaints)}\n${text.slice(0, 2_000)}`)
  return Buffer.concat(output)
}

export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

export const bytesOf = (text: string) => new TextEncoder().encode(text)

const chars = (allowed: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...allowed), maxLength })
const visible = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join('')

/** Values as a parser leaves them: no space around them, bytes beyond ASCII as latin1. */
const value = fc.oneof(
  chars(`${visible} \t\xe9\xff\x80`, 20).map((text) => text.trim()),
  fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .map((text) => Buffer.from(text.replace(/\p{C}/gu, '').trim()).toString('latin1').trim()),
  fc.constantFrom("it's", '$HOME `id` !x', '\\x41\\n"q"', '=@file', ':;=@\\', '@/etc/hostname'),
)
const name = fc.oneof(
  fc.constantFrom(
    'X-Sig',
    'x-sig',
    'User-Agent',
    'Accept',
    'Accept-Encoding',
    'Content-Type',
    'Cookie',
    'X-Dup',
  ),
  fc.stringMatching(/^[A-Za-z][\w-]{0,10}$/).map((text) => `X-${text}`),
)

export const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }).map(bytesOf),
  fc
    .constantFrom('it\'s "so"\r\n\0$HOME `id`\\n', '@/etc/hostname', '\ufeff{"a":1}\n', '')
    .map(bytesOf),
)

export const anyRequest: fc.Arbitrary<Required<Omit<Wanted, 'trailers'>>> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE', 'M-SEARCH'),
  path: fc.oneof(
    fc.constantFrom('', '/a/../b%2fc', '/%zz', "/it's/{x}/[1]", '/a//b/./c', '/%7e'),
    chars(visible.replace(/[?#]/g, ''), 15).map((text) => `/${text}`),
  ),
  query: fc.oneof(
    fc.constantFrom('', 'a=1&a=2', 'q=%zz&e={a,b}', "it's=$1&x=%2f"),
    chars(visible.replace('#', ''), 15),
  ),
  headers: fc.array(fc.tuple(name, value), { maxLength: 6 }),
  body: anyBody,
})
