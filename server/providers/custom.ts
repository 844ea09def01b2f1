// A sender of one's own: the owner of a bin describes how it signs, and it is checked like every other.

import type { CredentialField, Evidence, Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { type Carrier, inHeader, inPairs, withTime } from './signing/carriers.ts'
import type { Encoding } from './signing/encodings.ts'
import { type HmacAlgorithm, hmacScheme, type SignedParts } from './signing/hmac.ts'
import { base64Key, hexKey, textKey, whsecKey } from './signing/keys.ts'
import type { Extra, Part, Scheme } from './signing/scheme.ts'
import type { TimeUnit } from './signing/times.ts'

/** What the owner may say, with what it means when nothing is said. */
export const customDefaults = {
  name: 'My sender',
  header: 'X-Signature',
  prefix: '',
  pair: '',
  algorithm: 'sha256',
  encoding: 'hex',
  key: 'text',
  signed: '{body}',
  timeHeader: '',
  timePair: '',
  timeUnit: 'seconds',
  tolerance: '',
  separator: ',',
  event: '',
  id: '',
} as const

export type CustomSetting = keyof typeof customDefaults

type Settings = Readonly<Record<CustomSetting, string>>

const algorithms: readonly HmacAlgorithm[] = ['sha1', 'sha256', 'sha384', 'sha512']
const encodings: readonly Encoding[] = ['hex', 'base64', 'base64url']
const timeUnits: readonly TimeUnit[] = ['seconds', 'ms', 'iso']
const keyReaders = { text: textKey, base64: base64Key, hex: hexKey, whsec: whsecKey }

/** `{body}`, `{time}`, `{url}`, `{method}`, `{path}`, `{query}` or `{h.x-request-id}`. */
const placeholder = /\{(body|time|url|method|path|query|h\.[!#$%&'*+.^_`|~\w-]+)\}/g

const fields: readonly CredentialField[] = [
  { name: 'secret', label: 'Secret', hint: 'The one your sender signs with.' },
  field('name', 'Name', 'What the inspector calls your sender.', 'Billing service'),
  field('header', 'Header', 'The header that holds the signature.', 'X-Signature'),
  field('prefix', 'Prefix', 'What stands before the signature in it.', 'sha256='),
  field('pair', 'Name of the signature', 'Where the header is a list like `t=…,v1=…`.', 'v1'),
  choice('algorithm', 'Algorithm', 'The hash of the HMAC.', algorithms),
  choice('encoding', 'Encoding', 'Of the signature.', encodings),
  choice('key', 'Key', 'How the secret becomes the key.', Object.keys(keyReaders)),
  field(
    'signed',
    'What is signed',
    'A text with {body}, {time}, {url}, {method}, {path}, {query} and {h.header-name} in it.',
    '{time}.{body}',
  ),
  field('timeHeader', 'Header of the time', 'Where the time has one of its own.', 'X-Timestamp'),
  field('timePair', 'Name of the time', 'Where the header is a list like `t=…,v1=…`.', 't'),
  choice('timeUnit', 'Unit of the time', 'How it is written.', timeUnits),
  field('tolerance', 'Tolerance', 'Seconds that the time may differ from the arrival.', '300'),
  field('separator', 'Separator', 'Between the parts of a list like `t=…,v1=…`.', ','),
  field('event', 'Event', 'Where the event type stands: `h.x-event` or `body.type`.', 'body.type'),
  field('id', 'Delivery id', 'Where the delivery id stands: `h.x-id` or `body.id`.', 'h.x-id'),
]

function field(name: CustomSetting, label: string, hint: string, example: string): CredentialField {
  return { name, label, hint, example, isOptional: true, otherwise: customDefaults[name] }
}

function choice(
  name: CustomSetting,
  label: string,
  hint: string,
  choices: readonly string[],
): CredentialField {
  return { ...field(name, label, hint, customDefaults[name]), choices }
}

export const custom: Provider = describedBy({})

/** As the owner described it. Trusts that `customFlaw` found nothing. */
function describedBy(extra: Extra): Provider {
  const settings: Settings = { ...customDefaults, ...extra }
  const header = settings.header.toLowerCase()
  return {
    id: 'custom',
    label: settings.name,
    docsUrl: 'https://www.rfc-editor.org/rfc/rfc2104',
    facts: {
      detection: 'the header that the owner of the bin names, where no other provider is told',
      source: 'the owner of the bin',
    },
    paste: 'Wherever your sender keeps its endpoints',
    // Asked only where a bin has described it, and after all others.
    toldBy: [],
    schemes: [schemeOf(settings)],
    fields,
    detect(evidence) {
      if (!evidence.headers.has(header)) return undefined
      const event = valueFrom(evidence, settings.event || 'body.type')
      const deliveryId = valueFrom(evidence, settings.id || 'body.id') ?? null
      return {
        event: event ?? null,
        deliveryId,
        // Where nobody has said so, it may be the id of anything.
        hasFixedBody: (!settings.id && deliveryId !== null) || undefined,
        gist: joinParts(evidence.fields().at('data').firstText(['name', 'id', 'status'])),
      }
    },
    configure: describedBy,
    extraFlaw: customFlaw,
  }
}

function schemeOf(settings: Settings): Scheme {
  const { algorithm, encoding, key, signed, timeUnit, tolerance } = settings
  const hasTime = settings.timeHeader !== '' || settings.timePair !== ''
  const toleranceMs = Number(tolerance) * 1000
  return hmacScheme({
    id: 'custom',
    over: signed,
    signed: (parts) => fill(signed, parts),
    // All three are among the words they may be.
    algorithm: algorithm as HmacAlgorithm,
    encoding: encoding as Encoding,
    ...(hasTime ? { time: timeUnit as TimeUnit } : {}),
    ...(tolerance === '' ? {} : { tolerance: { pastMs: toleranceMs, futureMs: toleranceMs } }),
    carrier: carrierOf(settings),
    readKey: keyReaders[key as keyof typeof keyReaders],
    otherKeys: Object.values(keyReaders),
  })
}

function carrierOf({ header, prefix, pair, timeHeader, timePair, separator }: Settings): Carrier {
  const carrier =
    pair === ''
      ? inHeader(header, { prefix })
      : inPairs(header, { signature: pair, separator, ...(timePair ? { time: timePair } : {}) })
  return timeHeader === '' ? carrier : withTime(carrier, timeHeader)
}

/** The body stays bytes; all else is text. */
function fill(template: string, { body, url, time, evidence }: SignedParts): readonly Part[] {
  const { method, path, query, headers } = evidence
  const texts: Readonly<Record<string, string>> = { time, url, method, path, query }
  return template.split(placeholder).map((part, index) => {
    if (index % 2 === 0) return part
    if (part === 'body') return body
    return part.startsWith('h.')
      ? (headers.get(part.slice(2).toLowerCase()) ?? '')
      : (texts[part] ?? '')
  })
}

/** From `h.x-event` or `body.data.type`. */
function valueFrom(evidence: Evidence, place: string): string | undefined {
  const [, kind, name = ''] = /^(h|body)\.(.+)$/.exec(place) ?? []
  if (kind === 'h') return evidence.headers.get(name.toLowerCase())
  return kind === 'body' ? evidence.fields().text(...name.split('.')) : undefined
}

/** What of a description cannot be, in a sentence. */
function customFlaw(extra: Extra): string | undefined {
  const settings: Settings = { ...customDefaults, ...extra }
  const { algorithm, encoding, key, timeUnit, tolerance, signed, separator } = settings
  const oneOf = (what: string, value: string, allowed: readonly string[]) =>
    allowed.includes(value) ? undefined : `${what} is one of ${allowed.join(', ')}.`
  return (
    oneOf('algorithm', algorithm, algorithms) ??
    oneOf('encoding', encoding, encodings) ??
    oneOf('timeUnit', timeUnit, timeUnits) ??
    oneOf('key', key, Object.keys(keyReaders)) ??
    nameFlaw('header', settings.header) ??
    nameFlaw('timeHeader', settings.timeHeader || 'x') ??
    (/^(\d{1,7})?$/.test(tolerance) ? undefined : 'tolerance is a number of seconds.') ??
    (separator === '' ? 'separator is empty.' : undefined) ??
    (/[{}]/.test(signed.replace(placeholder, ''))
      ? 'signed knows {body}, {time}, {url}, {method}, {path}, {query} and {h.header-name}.'
      : undefined) ??
    (signed.includes('{time}') && settings.timeHeader === '' && settings.timePair === ''
      ? 'signed has {time} in it, so timeHeader or timePair has to say where the time stands.'
      : undefined)
  )
}

function nameFlaw(what: string, name: string): string | undefined {
  return /^[!#$%&'*+.^_`|~\w-]{1,100}$/.test(name) ? undefined : `${what} is no name of a header.`
}
