// Finds out how a sender of one's own signs, given a request of its and the secret: tries what in-house senders do.

import { type CustomSetting, custom, customDefaults } from './custom.ts'
import type { Evidence, Provider } from './provider.ts'
import { recognise } from './recognise.ts'
import { fits } from './signing/fits.ts'
import { type Extra, isMalformed, type SignedRequest } from './signing/scheme.ts'
import { readTime, type TimeUnit } from './signing/times.ts'

export interface Guess {
  /** A known provider that signs so, or `custom`. */
  readonly provider: string
  readonly label: string
  /** How it is signed, in one line. */
  readonly summary: string
  /** What to store for it: the settings of `custom`. */
  readonly extra: Extra
}

type Settings = Readonly<Partial<Record<CustomSetting, string>>>

/** The likeliest first; empty when nothing that was tried fits. Of a large body fewer ways are tried. */
export function guess(request: SignedRequest, secret: string): readonly Guess[] {
  // Told to be of a known provider, it is checked as its, whatever else might fit.
  const { provider } = recognise(request.evidence)
  const known = provider && guessOf(provider, request, secret, {})
  if (known) return [known]
  const found: Guess[] = []
  let tries = Math.floor(mostHashedBytes / (request.evidence.body.length + 200))
  for (const settings of candidates(request.evidence)) {
    if (tries-- <= 0) break
    // A secret that reads the same either way is one way.
    if (found.some(({ extra }) => isSameButKey(extra, settings))) continue
    const described = custom.configure?.(settings)
    const guessed = described && guessOf(described, request, secret, settings)
    if (guessed) found.push(guessed)
    if (found.length === mostGuesses) break
  }
  return found
}

function isSameButKey(one: Settings, other: Settings): boolean {
  const text = (settings: Settings) => JSON.stringify({ ...settings, key: '' }, settingNames)
  return text(one) === text(other)
}

const settingNames = Object.keys(customDefaults)

const mostGuesses = 3
/** About 50 ms of hashing; for a body of 10 kB some 6,000 ways. */
const mostHashedBytes = 64 * 1024 * 1024

function guessOf(
  provider: Provider,
  request: SignedRequest,
  secret: string,
  extra: Extra,
): Guess | undefined {
  const { evidence, urls } = request
  for (const scheme of provider.schemes) {
    // One that proves nothing of the body fits whatever was sent beside it.
    if (scheme.leavesOut !== undefined) continue
    const reading = scheme.read({ ...request, extra })
    if (!reading || isMalformed(reading) || reading.proof.type !== 'secret') continue
    if (!fits(reading, secret, evidence.body, urls)) continue
    const { id, label } = provider
    return { provider: id, label, summary: scheme.summary, extra }
  }
  return undefined
}

/** Every way to read a header as a signature, with every way that senders put together what they sign. */
function* candidates(evidence: Evidence): Generator<Settings> {
  const times = timesIn(evidence)
  const ids = idsIn(evidence)
  for (const carried of signaturesIn(evidence)) {
    const ownTime = carried.timePair ? [carried] : []
    for (const key of keys) {
      for (const signed of untimed) yield { ...carried, ...key, signed }
      for (const time of [...ownTime, ...times]) {
        for (const signed of timed(ids)) yield { ...carried, ...time, ...key, signed }
      }
      for (const id of ids) {
        for (const signed of [`{h.${id}}.{body}`, `{h.${id}}{body}`]) {
          yield { ...carried, ...key, signed }
        }
      }
    }
  }
}

const keys: readonly Settings[] = [{}, { key: 'whsec' }, { key: 'base64' }, { key: 'hex' }]

const untimed = [
  '{body}',
  '{url}{body}',
  '{body}{url}',
  '{method}{url}{body}',
  '{method}{path}{body}',
  '{path}{body}',
  '{url}',
]

function timed(ids: readonly string[]): readonly string[] {
  return [
    '{time}.{body}',
    '{time}{body}',
    '{body}{time}',
    '{body}.{time}',
    '{time}:{body}',
    '{body}:{time}',
    'v0:{time}:{body}',
    'v1:{time}:{body}',
    '{time}|{body}',
    '{time}\n{body}',
    '{time}-{body}',
    '{method}{url}{body}{time}',
    '{time}{method}{path}{body}',
    '{time}.{method}.{path}.{body}',
    ...ids.flatMap((id) => [
      `{h.${id}}.{time}.{body}`,
      `{time}.{h.${id}}.{body}`,
      `{h.${id}}{time}{body}`,
    ]),
  ]
}

/** More headers than a real sender has would make the search long. */
const mostHeaders = 4
const longestHeader = 1_000

/** Of the length of a digest, in hexadecimal or base64; after `sha256=` or among `t=…,v1=…`. */
function* signaturesIn({ headers }: Evidence): Generator<Settings> {
  let found = 0
  for (const [header, value] of headers) {
    if (value.length > longestHeader || header === 'authorization' || header === 'cookie') continue
    const readings = [...readingsOf(value)]
    if (readings.length === 0) continue
    for (const reading of readings) yield { header, ...reading }
    if (++found === mostHeaders) return
  }
}

function* readingsOf(value: string): Generator<Settings> {
  const [, prefix = '', text = ''] = /^([\w-]{1,20}[=,: ])?(.*)$/s.exec(value) ?? []
  for (const [whole, start] of [
    [value, ''],
    [text, prefix],
  ] as const) {
    const how = digestOf(whole)
    if (how) yield { ...how, ...(start === '' ? {} : { prefix: start }) }
  }
  for (const separator of [',', ';', '&']) {
    const pairs = value.split(separator).map((pair) => /^\s*([\w-]+)=(.*?)\s*$/.exec(pair) ?? [])
    if (pairs.length < 2) continue
    const time = pairs.find(([, , part]) => part !== undefined && unitOf(part) !== undefined)
    for (const [, pair, part] of pairs) {
      const how = part === undefined ? undefined : digestOf(part)
      if (!how || !pair) continue
      const timed = time?.[1]
        ? { timePair: time[1], timeUnit: unitOf(time[2] ?? '') ?? 'seconds' }
        : {}
      const separated = separator === customDefaults.separator ? {} : { separator }
      yield { ...how, pair, ...separated, ...timed }
    }
  }
}

const algorithmOf: Readonly<Record<number, string>> = {
  20: 'sha1',
  32: 'sha256',
  48: 'sha384',
  64: 'sha512',
}

function digestOf(text: string): Settings | undefined {
  const encoding = /^[0-9a-f]+$/.test(text)
    ? 'hex'
    : /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0
      ? 'base64'
      : /^[\w-]+$/.test(text)
        ? 'base64url'
        : undefined
  const algorithm = encoding && algorithmOf[Buffer.from(text, encoding).length]
  return algorithm ? { algorithm, encoding } : undefined
}

function timesIn({ headers }: Evidence): readonly Settings[] {
  return [...headers]
    .flatMap(([timeHeader, value]): Settings[] => {
      const timeUnit = unitOf(value)
      return timeUnit ? [{ timeHeader, timeUnit }] : []
    })
    .slice(0, mostHeaders)
}

/** Between 2001 and 2286 in seconds or milliseconds, as all of them have ten or thirteen digits. */
function unitOf(text: string): TimeUnit | undefined {
  if (/^\d{10}$/.test(text)) return 'seconds'
  if (/^\d{13}$/.test(text)) return 'ms'
  return readTime(text, 'iso') === undefined ? undefined : 'iso'
}

function idsIn({ headers }: Evidence): readonly string[] {
  return [...headers.keys()]
    .filter((name) => /(^|-)(id|uuid|nonce)$/.test(name))
    .slice(0, mostHeaders)
}
