// The scheme of the Standard Webhooks specification, which many senders share under two sets of header names.

import { createHash } from 'node:crypto'
import type { Evidence } from '../provider.ts'
import { type Carrier, inHeader, isCarried, withTime } from './carriers.ts'
import { hmacScheme } from './hmac.ts'
import { textKey, whsecKey } from './keys.ts'
import { publicKeyProof, signWith } from './public-key.ts'
import type { KeyReader, Part, Scheme, Tolerance } from './scheme.ts'
import { readTime, writeTime } from './times.ts'

export interface StandardWebhooksOptions {
  readonly id: string
  /** Of the header names: `webhook-id` or `svix-id`. */
  readonly names?: 'webhook' | 'svix'
  /** Default: base64 after `whsec_`. */
  readonly readKey?: KeyReader
  /** Where some secrets of the same form are read in another way. */
  readonly alsoReadKey?: KeyReader
  /** Whether entries without `v1,` count, as they do in some libraries. */
  readonly isVersionOptional?: boolean
  /** Default: five minutes to both sides. Null where the sender's library looks at no time. */
  readonly tolerance?: Tolerance | null
}

const fiveMinutes: Tolerance = { pastMs: 300_000, futureMs: 300_000 }

// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
export function standardWebhooksScheme({
  id,
  names = 'webhook',
  readKey = whsecKey,
  alsoReadKey,
  isVersionOptional = false,
  tolerance = fiveMinutes,
}: StandardWebhooksOptions): Scheme {
  const carrier = entriesOf(names, 'v1,', isVersionOptional)
  const scheme = hmacScheme({
    id,
    encoding: 'base64',
    over: '{id}.{timestamp}.{body}',
    signed: ({ body, time, evidence }) => [`${idOf(evidence, names)}.${time}.`, body],
    carrier: {
      ...carrier,
      // Entries of the asymmetric kind are another scheme's; a header of nothing else is not this one's at all.
      read: (evidence) => (hasOnlyV1a(evidence, names) ? undefined : carrier.read(evidence)),
    },
    readKey,
    ...(alsoReadKey ? { alsoReadKey } : {}),
    otherKeys: readKey === whsecKey ? [textKey] : [whsecKey],
    time: 'seconds',
    ...(tolerance ? { tolerance } : {}),
  })
  return { ...scheme, ...(scheme.sign ? { sign: withId(names, scheme.sign) } : {}) }
}

const ed25519 = { kind: 'ed25519', digest: null, encoding: 'base64' } as const

/** Its asymmetric kind: Ed25519, `v1a,` entries. */
export function standardWebhooksKeyScheme({
  id,
  names = 'webhook',
}: Pick<StandardWebhooksOptions, 'id' | 'names'>): Scheme {
  const carrier = entriesOf(names, 'v1a,')
  const proof = publicKeyProof(ed25519)
  const partsOf = (evidence: Evidence, time: string, body: Uint8Array): readonly Part[] => [
    `${idOf(evidence, names)}.${time}.`,
    body,
  ]
  return {
    id,
    summary: 'Ed25519 of `{id}.{timestamp}.{body}`, base64',
    proof: 'public-key',
    keyKind: ed25519.kind,
    tolerance: fiveMinutes,
    read({ evidence }) {
      if (!/(^|\s)v1a,/.test(evidence.headers.get(`${names}-signature`) ?? '')) return undefined
      const carried = carrier.read(evidence)
      if (!carried || !isCarried(carried)) return carried
      const time = carried.time ?? ''
      const signedAt = readTime(time, 'seconds')
      if (signedAt === undefined) return { malformed: `The time in ${names}-timestamp is no time.` }
      return {
        signatures: carried.signatures,
        proof,
        signedAt,
        formsOf: (body) => [partsOf(evidence, time, body)],
      }
    },
    sign: withId(names, ({ evidence }, key, at) => {
      const time = writeTime(at, 'seconds')
      const signature = signWith(ed25519, key, ...partsOf(evidence, time, evidence.body))
      return { headers: carrier.write(signature, time) }
    }),
  }
}

/** Of a sender whose webhooks Svix delivers: under its own names, which count first, or under the common ones. */
export function svixSchemes(id: string): readonly Scheme[] {
  return [
    standardWebhooksScheme({ id, names: 'svix' }),
    standardWebhooksKeyScheme({ id: `${id}-v1a`, names: 'svix' }),
    standardWebhooksScheme({ id: `${id}-unbranded` }),
    standardWebhooksKeyScheme({ id: `${id}-unbranded-v1a` }),
  ]
}

/** A request that has no id is given one, as it is signed as well: the same for the same body at the same time. */
function withId(names: string, sign: Sign): Sign {
  const name = `${names}-id`
  return (request, key, at) => {
    const { evidence } = request
    if (evidence.headers.has(name)) return sign(request, key, at)
    const id = `msg_${createHash('sha256').update(`${at}.`).update(evidence.body).digest('hex').slice(0, 27)}`
    const headers = new Map([...evidence.headers, [name, id]])
    const signed = sign({ ...request, evidence: { ...evidence, headers } }, key, at)
    return { ...signed, headers: [[name, id], ...signed.headers] }
  }
}

type Sign = NonNullable<Scheme['sign']>

function entriesOf(names: 'webhook' | 'svix', prefix: string, isPrefixOptional = false): Carrier {
  // A comma before the space is from lines of the same name, which are joined so.
  const form = { prefix, separator: /,? +/, isPrefixOptional }
  const carrier = withTime(inHeader(`${names}-signature`, form), `${names}-timestamp`)
  return {
    ...carrier,
    read(evidence) {
      const carried = carrier.read(evidence)
      const lacksId = carried && isCarried(carried) && idOf(evidence, names) === ''
      return lacksId ? { malformed: `${names}-id is missing.` } : carried
    },
  }
}

function hasOnlyV1a({ headers }: Evidence, names: string): boolean {
  const value = headers.get(`${names}-signature`) ?? ''
  return /(^|\s)v1a,/.test(value) && !/(^|\s)v1,/.test(value)
}

function idOf({ headers }: Evidence, names: string): string {
  return headers.get(`${names}-id`) ?? ''
}
