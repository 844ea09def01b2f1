// How commands reach a server: over the proxy that the environment names, trusting the authorities the user adds. One
// agent serves REST and the live socket, so that both always take the same way.

import { readFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import tls from 'node:tls'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { getProxyForUrl } from 'proxy-from-env'
import { WebSocket } from 'ws'
import { AppError } from '../wire/errors.ts'
import { explainUnreachable } from './explain-unreachable.ts'

export interface ServerLink {
  /** The server's origin. */
  readonly server: string
  /** For the typed client. Rejects with an AppError that says in words why the server was not reached. */
  readonly fetch: typeof globalThis.fetch
  /** Opens the live socket; its `error` event carries the words. */
  openSocket(): WebSocket
}

/** `caFile` names PEM certificates to trust besides those that Node does. Throws an AppError when it cannot be used. */
export async function linkTo(server: string, caFile?: string): Promise<ServerLink> {
  const ca = caFile === undefined ? undefined : await readAuthorities(caFile)
  const trust = ca ? { ca } : {}
  // HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in either case.
  const proxy = getProxyForUrl(server)
  const options: RequestOptions & { ca?: readonly string[] } = {
    ...trust,
    ...(proxy === '' ? {} : { agent: proxyAgent(proxy, trust) }),
  }
  return {
    server,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      try {
        return await exchange(request, options)
      } catch (error) {
        const message = explainUnreachable(error, { server, proxy })
        throw new AppError('unavailable', message, { cause: error })
      }
    },
    openSocket() {
      const socket = new WebSocket(`${server.replace(/^http/, 'ws')}/api/live`, {
        ...options,
        perMessageDeflate: false,
        handshakeTimeout: 20_000,
      })
      // Before any other listener of this event, so that all of them read words.
      return socket.on('error', (error) => {
        error.message = explainUnreachable(error, { server, proxy })
      })
    },
  }
}

function proxyAgent(proxy: string, trust: { ca?: string[] }): HttpsProxyAgent<string> {
  try {
    return new HttpsProxyAgent(proxy, trust)
  } catch (error) {
    throw new AppError(
      'bad-request',
      `The proxy that the environment names, '${withoutPassword(proxy)}', is not a URL like http://proxy.example.com:3128.`,
      { cause: error },
    )
  }
}

function withoutPassword(proxy: string): string {
  return proxy.replace(/\/\/[^@/]*@/, '//')
}

/** Node's own authorities, which a list of one's own would replace, and those of the file. */
async function readAuthorities(path: string): Promise<string[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
    // Throws when it is no certificate.
    tls.createSecureContext({ ca: text })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('bad-request', `--ca: ${path} cannot be used: ${reason}.`, { cause: error })
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new AppError('bad-request', `--ca: ${path} holds no certificate in PEM.`)
  }
  return [...defaultAuthorities(), text]
}

function defaultAuthorities(): readonly string[] {
  // Missing before Node 22.15; it has those of NODE_EXTRA_CA_CERTS too.
  const all: typeof tls.getCACertificates | undefined = tls.getCACertificates
  return all?.('default') ?? tls.rootCertificates
}

/** What fetch does, as far as the API's client needs it, through an agent: Node's own takes none. */
async function exchange(request: Request, options: RequestOptions): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer())
  const send = request.url.startsWith('https:') ? httpsRequest : httpRequest
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    send(request.url, {
      ...options,
      method: request.method,
      headers: { ...Object.fromEntries(request.headers), 'content-length': body.length },
      signal: request.signal,
    })
      .on('response', resolve)
      .on('error', reject)
      .end(body)
  })
  const chunks: Buffer[] = []
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk)
  const headers = new Headers()
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  const status = answer.statusCode ?? 0
  const hasBody = ![204, 205, 304].includes(status)
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers })
}
