// The one table of settings: flag, environment variable, default and help of each. `--help`, the README's table and
// every error about a setting are made from it.

import { join } from 'node:path'
import envPaths from 'env-paths'
import { readFlags } from './flags.ts'
import {
  addressRange,
  binId,
  bytes,
  duration,
  each,
  hostName,
  httpOrigin,
  integer,
  nonEmpty,
  oneOf,
  path,
  secretKey,
  single,
  targetRange,
} from './setting-values.ts'

/** A setting; `parse` throws a plain Error that says what a value must look like. */
interface Setting<T> {
  /** Missing where a value must not stand in shell histories and lists of processes. */
  readonly flag?: string
  readonly env: string
  /** What stands for the value in help; a setting without one is a switch. */
  readonly value?: string
  readonly repeatable?: boolean
  readonly default: T
  /** The default in words, where the value itself would not tell. */
  readonly defaultText?: string
  readonly help: string
  parse(texts: readonly string[]): T
}

const dataFolder = envPaths('hooklens', { suffix: '' }).data

export const settings = {
  port: setting({
    flag: 'port',
    env: 'HOOKLENS_PORT',
    value: 'N',
    default: 4665,
    help: 'Port to listen on; 0 picks a free one.',
    parse: single((text) => integer(text, 0, 65_535)),
  }),
  host: setting({
    flag: 'host',
    env: 'HOOKLENS_HOST',
    value: 'ADDRESS',
    default: '127.0.0.1',
    help: 'Address to listen on. Anything but loopback lets others reach the server, and replays then go to public addresses only.',
    parse: single(nonEmpty),
  }),
  db: setting({
    flag: 'db',
    env: 'HOOKLENS_DB',
    value: 'PATH',
    default: join(dataFolder, 'hooklens.db'),
    defaultText: "hooklens.db in the user's data folder",
    help: 'The SQLite database file; made when missing.',
    parse: single(path),
  }),
  publicUrl: setting<string | undefined>({
    flag: 'public-url',
    env: 'HOOKLENS_PUBLIC_URL',
    value: 'URL',
    default: undefined,
    defaultText: 'the address the browser uses',
    help: 'Where the world reaches this server; capture URLs begin with it.',
    parse: single(httpOrigin),
  }),
  bins: setting<readonly string[]>({
    flag: 'bin',
    env: 'HOOKLENS_BINS',
    value: 'ID',
    repeatable: true,
    default: [],
    defaultText: 'none',
    help: 'A bin that always exists and never expires, so that its capture URL outlives restarts.',
    parse: each(binId),
  }),
  allowHosts: setting<readonly string[]>({
    flag: 'allow-host',
    env: 'HOOKLENS_ALLOW_HOSTS',
    value: 'NAME',
    repeatable: true,
    default: [],
    defaultText: 'localhost and IP addresses',
    help: 'A further host name under which the inspector may be opened.',
    parse: each(hostName),
  }),
  allowTargets: setting<readonly string[]>({
    flag: 'allow-target',
    env: 'HOOKLENS_ALLOW_TARGETS',
    value: 'RANGE',
    repeatable: true,
    default: [],
    defaultText: 'everything when bound to loopback, else public addresses',
    help: "Where replays may go beyond the default: a host name, an address, a range like 10.0.0.0/8, 'private' or 'loopback'.",
    parse: each(targetRange),
  }),
  trustProxies: setting<readonly string[]>({
    flag: 'trust-proxy',
    env: 'HOOKLENS_TRUST_PROXIES',
    value: 'RANGE',
    repeatable: true,
    default: [],
    defaultText: 'none',
    help: 'A proxy whose X-Forwarded-For is believed: an address or a range like 10.0.0.0/8.',
    parse: each(addressRange),
  }),
  secretKey: setting<Uint8Array | undefined>({
    env: 'HOOKLENS_SECRET_KEY',
    value: 'KEY',
    default: undefined,
    defaultText: 'a file beside the database, made when first needed',
    help: "The key that providers' secrets are sealed with: 32 random bytes in base64 or hex, as `openssl rand -base64 32` makes them.",
    parse: single(secretKey),
  }),
  maxBodyBytes: setting({
    flag: 'max-body',
    env: 'HOOKLENS_MAX_BODY',
    value: 'SIZE',
    default: 10 * 1024 ** 2,
    defaultText: '10MiB',
    help: 'The largest request body that is accepted.',
    parse: single(bytes),
  }),
  maxRequestsPerBin: setting({
    flag: 'max-requests',
    env: 'HOOKLENS_MAX_REQUESTS',
    value: 'N',
    default: 10_000,
    help: 'Requests kept per bin; the oldest make room.',
    parse: single((text) => integer(text, 1, 10_000_000)),
  }),
  maxBytesPerBin: setting({
    flag: 'max-bin-size',
    env: 'HOOKLENS_MAX_BIN_SIZE',
    value: 'SIZE',
    default: 256 * 1024 ** 2,
    defaultText: '256MiB',
    help: 'Bytes kept per bin; the oldest requests make room.',
    parse: single(bytes),
  }),
  maxStoreBytes: setting({
    flag: 'max-store-size',
    env: 'HOOKLENS_MAX_STORE_SIZE',
    value: 'SIZE',
    default: 16 * 1024 ** 3,
    defaultText: '16GiB',
    help: 'Bytes kept in all bins together; beyond it captures are answered 503.',
    parse: single(bytes),
  }),
  expireAfterMs: setting<number | null>({
    flag: 'expire-after',
    env: 'HOOKLENS_EXPIRE_AFTER',
    value: 'TIME',
    default: 7 * 86_400_000,
    defaultText: '7d',
    help: "A throwaway bin is deleted this long after its last use; 'never' keeps it.",
    parse: single((text) => (text === 'never' ? null : duration(text))),
  }),
  logFormat: setting<'text' | 'json'>({
    flag: 'log-format',
    env: 'HOOKLENS_LOG_FORMAT',
    value: 'text|json',
    default: 'text',
    help: 'How log lines are written to standard error.',
    parse: single((text) => oneOf(text, ['text', 'json'])),
  }),
  logLevel: setting<'debug' | 'info' | 'warn' | 'error'>({
    flag: 'log-level',
    env: 'HOOKLENS_LOG_LEVEL',
    value: 'LEVEL',
    default: 'info',
    help: 'The least severe lines that are logged: debug, info, warn or error.',
    parse: single((text) => oneOf(text, ['debug', 'info', 'warn', 'error'])),
  }),
  open: setting({
    flag: 'open',
    env: 'HOOKLENS_OPEN',
    default: false,
    help: 'Open the inspector in the browser once the server is ready.',
    parse: single((text) => ['true', '1'].includes(oneOf(text, ['true', 'false', '1', '0']))),
  }),
} as const

type SettingValue<S> = S extends Setting<infer T> ? T : never
export type SettingName = keyof typeof settings
export type Config = { readonly [Name in SettingName]: SettingValue<(typeof settings)[Name]> }

export type ParsedConfig =
  | { readonly type: 'config'; readonly config: Config }
  | { readonly type: 'help' }
  | { readonly type: 'invalid'; readonly message: string }

/** Reads settings from flags first (only those named in `names`), then the environment, then defaults. */
export function parseConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  names: readonly SettingName[] = settingNames,
): ParsedConfig {
  const known = new Map(
    names.flatMap((name) => {
      const entry: Setting<unknown> = settings[name]
      return entry.flag === undefined ? [] : [[entry.flag, entry] as const]
    }),
  )
  const read = readFlags(args, known)
  if (typeof read === 'string') return { type: 'invalid', message: read }
  if (read.help) return { type: 'help' }
  const config: Record<string, unknown> = {}
  for (const name of settingNames) {
    const {
      flag,
      env: variable,
      repeatable,
      parse,
      default: fallback,
    }: Setting<unknown> = settings[name]
    const fromFlag = flag === undefined ? undefined : read.flags.get(flag)
    // An empty variable is how compose files and CI systems say that it is not set.
    const fromEnv = env[variable] || undefined
    const texts = fromFlag ?? (fromEnv === undefined ? undefined : splitList(fromEnv, repeatable))
    try {
      config[name] = texts === undefined ? fallback : parse(texts)
    } catch (error) {
      const source = fromFlag ? `--${flag}` : variable
      return { type: 'invalid', message: `${source}: ${(error as Error).message}` }
    }
  }
  // Every name of the table was assigned above, from its own default or parser.
  return { type: 'config', config: config as Config }
}

export const settingNames = Object.keys(settings) as readonly SettingName[]

/** The lines of `--help` for these settings. */
export function helpLines(names: readonly SettingName[] = settingNames): string[] {
  const rows = names.map((name) => {
    const { flag, env, value, help, repeatable }: Setting<unknown> = settings[name]
    const left = flag === undefined ? `  ${env}` : `  --${flag}${value ? ` ${value}` : ''}`
    const notes = [
      `default: ${defaultInWords(name)}`,
      repeatable ? 'repeatable' : '',
      flag === undefined ? 'only as a variable' : env,
    ]
    return [left, help, `(${notes.filter(Boolean).join('; ')})`] as const
  })
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.flatMap(([left, help, notes]) => [
    left.padEnd(width) + help,
    ' '.repeat(width) + notes,
  ])
}

/** The table of every setting for the README. */
export function settingsMarkdown(): string {
  const rows = settingNames.map((name) => {
    const { flag, env, value, help }: Setting<unknown> = settings[name]
    const shown = flag === undefined ? '' : `\`--${flag}${value ? ` ${value}` : ''}\``
    return [shown, `\`${env}\``, defaultInWords(name), help].map((cell) => cell.replace('|', '\\|'))
  })
  const table = [
    ['Flag', 'Environment', 'Default', 'What it does'],
    ['---', '---', '---', '---'],
  ]
  return [...table, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

/** The default as a reader would write it on the command line. */
export function defaultInWords(name: SettingName): string {
  const entry: Setting<unknown> = settings[name]
  if (entry.defaultText) return entry.defaultText
  return entry.default === false ? 'off' : String(entry.default)
}

function setting<T>(entry: Setting<T>): Setting<T> {
  return entry
}

function splitList(text: string, repeatable: boolean | undefined): readonly string[] {
  if (!repeatable) return [text]
  return text
    .split(/[\s,]+/)
    .map((item) => item.trim())
    .filter(Boolean)
}
