// What `hooklens listen` is told: arguments and environment, read and checked.

import { type Flag, readFlags } from '../flags.ts'
import { type ReadRoute, type Route, readFilter, readMap, routeTo } from '../relay/client/routes.ts'
import { integer } from '../setting-values.ts'
import { binIdRule, parseBinId, type Seq } from '../wire/ids.ts'
import { caFlag, readServer, serverFlag } from './server-flags.ts'

export interface ListenOptions {
  /** The server's origin. */
  readonly server: string
  /** Undefined for the one made earlier for the same targets, or else a new one. */
  readonly bin: string | undefined
  /** In the order in which they are asked. */
  readonly routes: readonly Route[]
  readonly only: string | undefined
  readonly concurrency: number
  readonly since: Since
  readonly insecure: boolean
  readonly ca: string | undefined
  readonly isJson: boolean
}

/** A seq stands for the request that is the first to be delivered. */
export type Since = 'last' | 'all' | 'now' | { readonly first: Seq }

export type ParsedListen =
  | { readonly type: 'options'; readonly options: ListenOptions }
  | { readonly type: 'help' }
  | { readonly type: 'invalid'; readonly message: string }

const flags: ReadonlyMap<string, Flag & { readonly help: string }> = new Map([
  [
    'bin',
    {
      value: 'ID',
      help: 'The bin to deliver from. Default: one of its own, kept for the next time.',
    },
  ],
  serverFlag,
  [
    'path',
    { value: 'PATH', help: "Goes to the end of the target, before the request's own path." },
  ],
  ['filter', { value: 'FILTER', help: "Deliver only requests it takes, like 'provider:stripe'." }],
  [
    'map',
    {
      value: 'FILTER=TARGET',
      repeatable: true,
      help: 'Deliver what the filter takes to another target; the first that takes a request has it.',
    },
  ],
  [
    'concurrency',
    { value: 'N', help: 'Deliver so many at once, then no longer in order. Default: 1.' },
  ],
  [
    'since',
    {
      value: 'last|all|now|#SEQ',
      help: 'Where to begin: where it stopped last time, at the first request, with new ones, or at that request. Default: last.',
    },
  ],
  ['insecure', { help: "Accept any certificate of the targets; the server's is always checked." }],
  caFlag,
  ['json', { help: 'Print one JSON object a line, for scripts.' }],
])

export function parseListen(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): ParsedListen {
  const [first] = args
  const hasTarget = first !== undefined && !first.startsWith('-')
  const read = readFlags(hasTarget ? args.slice(1) : args, flags)
  if (typeof read === 'string') {
    const advice = read.startsWith('Unexpected argument')
      ? ' The target comes first, and is one.'
      : ''
    return invalid(read + advice)
  }
  if (read.help) return { type: 'help' }
  const given = (flag: string): string | undefined => read.flags.get(flag)?.[0]
  try {
    const maps = (read.flags.get('map') ?? []).map((text) => routeOf('--map', readMap(text, now)))
    const path = given('path')
    if (!hasTarget && maps.length === 0) return invalid(`Where to? ${example}`)
    if (!hasTarget && path !== undefined)
      return invalid('--path belongs to a target, which is missing.')
    const plain = hasTarget ? [routeOf('The target', routeTo(first, path))] : []
    const only = given('filter')
    if (only !== undefined) checkFilter(only, now)
    return {
      type: 'options',
      options: {
        server: readServer(given('server'), env),
        bin: readBin(given('bin')),
        routes: [...maps, ...plain],
        only,
        concurrency: readWith('--concurrency', given('concurrency') ?? '1', (text) =>
          integer(text, 1, 256),
        ),
        since: readWith('--since', given('since') ?? 'last', readSince),
        insecure: read.flags.has('insecure'),
        ca: given('ca'),
        isJson: read.flags.has('json'),
      },
    }
  } catch (error) {
    return invalid((error as Error).message)
  }
}

const example = "Say 'hooklens listen 3000', or a URL like http://localhost:3000/webhooks."

export function listenHelp(): string {
  const rows = [...flags].map(
    ([flag, { value, repeatable, help }]) =>
      [
        `  --${flag}${value ? ` ${value}` : ''}`,
        `${help}${repeatable ? ' Repeatable.' : ''}`,
      ] as const,
  )
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return `Delivers the requests of a bin to this machine, as they come and none lost.

Usage:
  hooklens listen <port|url> [options]
  hooklens listen 3000 --path /webhooks
  hooklens listen 3000 --map 'provider:stripe=3001/stripe' --map 'method:GET=3002'

Options:
${rows.map(([left, help]) => left.padEnd(width) + help).join('\n')}

The key of a bin comes from HOOKLENS_KEY, or from where earlier commands saved it. The server is reached over the proxy
in HTTPS_PROXY or HTTP_PROXY, less NO_PROXY; targets never are.

Exit codes: 0 stopped when asked, 1 failed, 2 wrongly called.
`
}

function routeOf(where: string, read: ReadRoute): Route {
  if (read.type === 'route') return read.route
  throw new Error(`${where}: ${read.message}`)
}

function checkFilter(text: string, now: number): void {
  const read = readFilter(text, now)
  if (read.type === 'bad') throw new Error(`--filter: ${read.message}`)
}

function readBin(text: string | undefined): string | undefined {
  if (text === undefined || parseBinId(text)) return text
  throw new Error(`--bin: '${text}' is not a bin id. ${binIdRule}`)
}

function readSince(text: string): Since {
  if (text === 'last' || text === 'all' || text === 'now') return text
  const [, seq] = /^#?(\d{1,15})$/.exec(text) ?? []
  if (seq === undefined || Number(seq) === 0) {
    throw new Error(`'${text}' is none of last, all, now, or a request's number like #17.`)
  }
  return { first: Number(seq) }
}

function readWith<T>(flag: string, text: string, parse: (text: string) => T): T {
  try {
    return parse(text)
  } catch (error) {
    throw new Error(`${flag}: ${(error as Error).message}`)
  }
}

function invalid(message: string): ParsedListen {
  return { type: 'invalid', message }
}
