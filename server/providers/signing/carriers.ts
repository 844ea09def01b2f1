// Where a signature stands in a request: alone in a header, in a list, or among `t=…,v1=…`. Reads it there and writes it.

import type { HeaderPair } from '../../wire/requests.ts'
import type { Evidence } from '../provider.ts'
import type { Malformed } from './scheme.ts'

export interface Carrier {
  /** Of the header, for what is said about it. */
  readonly name: string
  /** Of the header with the time, where that is another one. */
  readonly timeName?: string
  /** Undefined when the request has no such header. */
  read(evidence: Evidence): Carried | Malformed | undefined
  write(signature: string, time: string): readonly HeaderPair[]
}

export interface Carried {
  readonly signatures: readonly string[]
  /** As it is written there. */
  readonly time?: string
}

export function isCarried(reading: Carried | Malformed): reading is Carried {
  return 'signatures' in reading
}

/** More in one request than any provider sends would be an attempt to guess. */
const mostSignatures = 32

export interface HeaderForm {
  readonly prefix?: string
  /** Makes it a list, where what has another prefix is passed over. */
  readonly separator?: string | RegExp
  /** What has no prefix counts as well. */
  readonly isPrefixOptional?: boolean
}

/** `X-Hub-Signature-256: sha256=…` */
export function inHeader(
  name: string,
  { prefix = '', separator, isPrefixOptional = false }: HeaderForm = {},
): Carrier {
  const key = name.toLowerCase()
  return {
    name,
    read({ headers }) {
      const value = headers.get(key)
      if (value === undefined) return undefined
      const entries = separator === undefined ? [value] : value.split(separator)
      const signatures = entries
        .map((entry) => entry.trim())
        .filter((entry) => (isPrefixOptional || entry.startsWith(prefix)) && entry !== '')
        .map((entry) => (entry.startsWith(prefix) ? entry.slice(prefix.length) : entry))
      if (signatures.length > 0) return { signatures: signatures.slice(0, mostSignatures) }
      return { malformed: value.trim() === '' ? `${name} is empty.` : noPrefix(name, prefix) }
    },
    write: (signature) => [[name, prefix + signature]],
  }
}

function noPrefix(name: string, prefix: string): string {
  return `${name} does not begin with ${prefix}.`
}

/** `Stripe-Signature: t=1767225600,v1=…,v1=…`: the time and the signatures among named values. */
export function inPairs(
  name: string,
  { time, signature, separator = ',', isStrict = false, isFirstOnly = false }: PairNames,
): Carrier {
  const key = name.toLowerCase()
  const most = isFirstOnly ? 1 : mostSignatures
  const read = (text: string) => (isStrict ? text : text.trim())
  return {
    name,
    read({ headers }) {
      const value = headers.get(key)
      if (value === undefined) return undefined
      const pairs = value.split(separator).map((pair) => {
        const equals = pair.indexOf('=')
        return [read(pair.slice(0, equals)), read(pair.slice(equals + 1))] as const
      })
      const signatures = pairs.filter(([word]) => word === signature).map(([, text]) => text)
      const times = pairs.filter(([word]) => word === time).map(([, text]) => text)
      if (signatures.length === 0) return { malformed: `${name} has no ${signature}=.` }
      if (time === undefined) return { signatures: signatures.slice(0, most) }
      const [only, ...more] = times
      if (only === undefined) return { malformed: `${name} has no ${time}=.` }
      if (more.length > 0) return { malformed: `${name} has more than one ${time}=.` }
      return { signatures: signatures.slice(0, most), time: only }
    },
    write(text, at) {
      const signed = `${signature}=${text}`
      return [[name, time === undefined ? signed : `${time}=${at}${separator}${signed}`]]
    },
  }
}

export interface PairNames {
  /** The name of the time; absent where none is among them. */
  readonly time?: string
  readonly signature: string
  readonly separator?: string
  /** White space counts, as it does where the provider's library splits and does not trim. */
  readonly isStrict?: boolean
  /** Any further signature is not looked at, as in libraries that know of no rotation. */
  readonly isFirstOnly?: boolean
}

/** A carrier whose time stands in a header of its own. */
export function withTime(carrier: Carrier, timeName: string): Carrier {
  const key = timeName.toLowerCase()
  return {
    name: carrier.name,
    timeName,
    read(evidence) {
      const carried = carrier.read(evidence)
      if (!carried || !isCarried(carried)) return carried
      const time = evidence.headers.get(key)
      if (time === undefined) return { malformed: `${timeName} is missing.` }
      return { ...carried, time }
    },
    write: (signature, time) => [[timeName, time], ...carrier.write(signature, time)],
  }
}
