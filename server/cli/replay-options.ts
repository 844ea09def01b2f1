// What `hooklens replay` is told: arguments and environment, read and checked.

import { type Flag, readFlags } from '../flags.ts'
import { integer, oneOf } from '../setting-values.ts'
import { parseFilter } from '../wire/filter/parse.ts'
import { compileRegex } from '../wire/filter/regex.ts'
import { type BinId, binIdRule, parseBinId, type Seq } from '../wire/ids.ts'
import {
  mostRunConcurrency,
  mostRunDelayMs,
  mostRunDeliveries,
  mostRunTimes,
  type RunOptions,
} from '../wire/runs.ts'
import { parseSeqs } from '../wire/seqs.ts'
import { caFlag, readServer, serverFlag } from './server-flags.ts'

export interface ReplayCall {
  readonly bin: BinId
  /** The server's origin. */
  readonly server: string
  readonly run: RunOptions
  readonly ca: string | undefined
  readonly isJson: boolean
}

export type ParsedReplay =
  | { readonly type: 'call'; readonly call: ReplayCall }
  | { readonly type: 'help' }
  | { readonly type: 'invalid'; readonly message: string }

const orders = ['oldest-first', 'newest-first', 'shuffled'] as const
const ways = ['server', 'relay'] as const

const flags: ReadonlyMap<string, Flag & { readonly help: string }> = new Map([
  ['to', { value: 'URL', help: 'Where to send them: a URL, or a port of the machine that sends.' }],
  ['times', { value: 'N', help: 'Send each so often. Default: 1.' }],
  [
    'order',
    { value: 'ORDER', help: `One of ${orders.join(', ')}. Default: as given, or oldest-first.` },
  ],
  ['seed', { value: 'N', help: 'Shuffle the same way again.' }],
  ['concurrency', { value: 'N', help: 'Send so many at once. Default: 1.' }],
  ['delay', { value: 'MS', help: 'Wait so many milliseconds between two starts. Default: 0.' }],
  ['exact', { help: 'Send to the URL as it is, without the captured path and query.' }],
  ['resign', { help: "Sign anew, with the bin's secret of the sender." }],
  [
    'via',
    {
      value: 'WAY',
      help: 'server or relay. Default: a relay that serves the target, else the server.',
    },
  ],
  serverFlag,
  caFlag,
  ['json', { help: 'Print the run with all outcomes as one line of JSON.' }],
])

const example = "Say 'hooklens replay my-bin 1..20 --to http://localhost:3000'."

export function parseReplay(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedReplay {
  const end = args.findIndex((arg) => isFlag(arg))
  const words = end < 0 ? args : args.slice(0, end)
  const read = readFlags(end < 0 ? [] : args.slice(end), flags)
  if (typeof read === 'string') return invalid(read)
  if (read.help) return { type: 'help' }
  const [binText, which, surplus] = words
  if (binText === undefined || which === undefined)
    return invalid(`Which bin, and which of its requests? ${example}`)
  if (surplus !== undefined)
    return invalid(`Unexpected argument '${surplus}'. A filter of several words goes in quotes.`)
  const given = (flag: string): string | undefined => read.flags.get(flag)?.[0]
  const number = (flag: string, least: number, most: number) =>
    readValue(flag, given(flag), (text) => integer(text, least, most))
  const target = given('to')
  if (!target) return invalid(`Where to? ${example}`)
  const bin = parseBinId(binText)
  if (!bin) return invalid(`'${binText}' is not a bin id. ${binIdRule}`)
  try {
    const run = {
      ...selectionOf(which),
      target,
      times: number('times', 1, mostRunTimes),
      order: readValue('order', given('order'), (text) => oneOf(text, orders)),
      seed: number('seed', 0, 2 ** 32 - 1),
      concurrency: number('concurrency', 1, mostRunConcurrency),
      delayMs: number('delay', 0, mostRunDelayMs),
      exact: read.flags.has('exact') || undefined,
      resign: read.flags.has('resign') || undefined,
      via: readValue('via', given('via'), (text) => oneOf(text, ways)),
    }
    return {
      type: 'call',
      call: {
        bin,
        server: readServer(given('server'), env),
        // Without what was not given.
        run: JSON.parse(JSON.stringify(run)) as RunOptions,
        ca: given('ca'),
        isJson: read.flags.has('json'),
      },
    }
  } catch (error) {
    return invalid((error as Error).message)
  }
}

export function replayHelp(): string {
  const rows = [...flags].map(
    ([flag, { value, help }]) => [`  --${flag}${value ? ` ${value}` : ''}`, help] as const,
  )
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return `Sends requests of a bin to a target again, and compares the answers.

Usage:
  hooklens replay <bin> <requests> --to <url> [options]
  hooklens replay stripe-dev 17 --to http://localhost:3000/webhooks
  hooklens replay stripe-dev 1..20,25 --to http://localhost:3000 --times 2
  hooklens replay stripe-dev 'provider:stripe status:500' --to http://localhost:3000 --order shuffled
  hooklens replay stripe-dev '' --to http://localhost:3000        (all of them)

Options:
${rows.map(([left, help]) => left.padEnd(width) + help).join('\n')}

The key of the bin comes from HOOKLENS_KEY, or from where earlier commands saved it. Ctrl+C cancels.

Exit codes: 0 everything was answered below 400, 1 not, 2 wrongly called.
`
}

/** A filter may begin with a minus: `-path:/health`. */
function isFlag(arg: string): boolean {
  return arg.startsWith('--') || arg === '-h'
}

function selectionOf(text: string): { seqs: readonly Seq[] } | { filter: string } {
  const ranges = /^#?\d/.test(text) ? parseSeqs(text.replaceAll('#', '')) : undefined
  if (!ranges) {
    const parsed = parseFilter(text, compileRegex)
    if (parsed.type === 'error') throw new Error(`The filter is wrong. ${parsed.error.message}`)
    return { filter: text }
  }
  const count = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  if (count > mostRunDeliveries) {
    throw new Error(`At most ${mostRunDeliveries} requests can be named; a filter takes more.`)
  }
  return {
    seqs: ranges.flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, n) => from + n),
    ),
  }
}

function readValue<T>(
  flag: string,
  text: string | undefined,
  parse: (text: string) => T,
): T | undefined {
  if (text === undefined) return undefined
  try {
    return parse(text)
  } catch (error) {
    throw new Error(`--${flag}: ${(error as Error).message}`)
  }
}

function invalid(message: string): ParsedReplay {
  return { type: 'invalid', message }
}
