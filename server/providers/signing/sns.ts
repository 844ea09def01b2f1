// The signature of Amazon SNS: inside the body, over some fields of the same body, checked with a pasted certificate.

import type { SignatureCheck } from '../../wire/requests.ts'
import type { Evidence } from '../provider.ts'
import { parseJson } from '../reading/evidence.ts'
import { withJsonAt } from '../reading/json-place.ts'
import { valueAt } from '../reading/read-fields.ts'
import { decodeText } from './encodings.ts'
import { publicKeyProof, signWith } from './public-key.ts'
import type { Claim, Malformed, Part, Scheme } from './scheme.ts'

export interface SnsOptions {
  readonly id: string
  /** `SignatureVersion` of the message. */
  readonly version: '1' | '2'
  readonly digest: 'sha1' | 'sha256'
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
export function snsScheme({ id, version, digest }: SnsOptions): Scheme {
  const signing = { kind: 'rsa', digest, encoding: 'base64' } as const
  const proof = publicKeyProof(signing)
  return {
    id,
    summary: `RSA-${digest.toUpperCase()} of fields of the body, base64, in \`Signature\` of the body`,
    proof: 'public-key',
    keyKind: 'rsa',
    leavesOut: 'all fields of the body: UnsubscribeURL is left out',
    read({ evidence }): Claim | Malformed | undefined {
      const message = signedMessage(evidence)
      if (message === undefined) return undefined
      const stated = valueAt(message, 'SignatureVersion')
      if (stated === '1' || stated === '2') {
        if (stated !== version) return undefined
      } else return { malformed: 'SignatureVersion of the body is neither "1" nor "2".' }
      const signature = valueAt(message, 'Signature')
      if (typeof signature !== 'string' || !decodeText(signature, 'base64'))
        return { malformed: 'Signature of the body is not base64.' }
      const flaw = flawOf(message)
      if (flaw !== undefined) return { malformed: flaw }
      return {
        signatures: [signature],
        proof,
        formsOf: (body) => formsOf(body === evidence.body ? message : parseSns(body)),
        alsoWrong: () => wrongCertificate(message),
      }
    },
    sign({ evidence: { body } }, key) {
      const message = parseSns(body)
      if (message === undefined) return { headers: [] }
      const [parts = []] = formsOf(message)
      const signature = JSON.stringify(signWith(signing, key, ...parts))
      return { headers: [], body: withJsonAt(body, ['Signature'], signature) }
    },
  }
}

/** The largest message, were each of its characters escaped. */
const maxMessageBytes = 2 * 1024 * 1024

export function parseSns(body: Uint8Array): unknown {
  return parseJson(body, maxMessageBytes)
}

/** Undefined for a raw message, which may well be JSON with a signature of somebody else's. */
function signedMessage({ headers, body }: Evidence): unknown {
  if (headers.get('x-amz-sns-rawdelivery') === 'true') return undefined
  const message = parseSns(body)
  return valueAt(message, 'Signature') === undefined ? undefined : message
}

const subscription = 'SubscriptionConfirmation'
const unsubscription = 'UnsubscribeConfirmation'

const always = ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type'] as const
const ofNotification = ['Message', 'MessageId', 'Subject', 'SubscribeURL', ...always.slice(2)]
const ofSubscription = [...ofNotification.slice(0, 5), 'Token', ...always.slice(3)]

/** Of a confirmation that one has left a topic, accounts differ: the library of AWS leaves the token out. */
function formsOf(message: unknown): readonly (readonly Part[])[] {
  const type = valueAt(message, 'Type')
  if (type === subscription) return [partsOf(message, ofSubscription)]
  const notification = partsOf(message, ofNotification)
  return type === unsubscription ? [notification, partsOf(message, ofSubscription)] : [notification]
}

function partsOf(message: unknown, fields: readonly string[]): readonly Part[] {
  return fields.flatMap((field) => {
    const value = valueAt(message, field)
    return typeof value === 'string' ? [`${field}\n${value}\n`] : []
  })
}

/**
 * What keeps the fields from being read in one way only. A line break in any but the message itself would let the
 * same signature stand for other fields.
 */
function flawOf(message: unknown): string | undefined {
  const type = valueAt(message, 'Type')
  const isControl = type === subscription || type === unsubscription
  const needed: readonly string[] = isControl ? [...always, 'SubscribeURL', 'Token'] : always
  for (const field of needed) {
    if (typeof valueAt(message, field) !== 'string') return `The body has no ${field}.`
  }
  for (const field of ofSubscription) {
    const value = valueAt(message, field) ?? ''
    if (typeof value !== 'string') return `${field} of the body is no text.`
    if (field !== 'Message' && value.includes('\n')) return `${field} of the body has a line break.`
  }
  return undefined
}

function wrongCertificate(message: unknown): SignatureCheck | undefined {
  if (certificateUrl(message) !== undefined) return undefined
  return {
    verdict: 'mismatch',
    reason: 'unknown',
    detail:
      'The signature is right, but SigningCertURL is no https address of a certificate at sns.*.amazonaws.com: whoever takes the certificate from there could be deceived.',
  }
}

/** Undefined unless it is at a host of SNS; in the spelling of Lambda, too. */
export function certificateUrl(message: unknown): string | undefined {
  const text = valueAt(message, 'SigningCertURL') ?? valueAt(message, 'SigningCertUrl')
  const url = urlOfSns(text)
  return url?.search === '' && url.pathname.endsWith('.pem') ? url.href : undefined
}

const host = /^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?$/

/** Undefined unless it is https and at a host of SNS, without a port or a user. */
export function urlOfSns(text: unknown): URL | undefined {
  if (typeof text !== 'string') return undefined
  const url = URL.parse(text)
  const isTheirs =
    url?.protocol === 'https:' && host.test(url.host) && url.username === '' && url.password === ''
  return isTheirs ? url : undefined
}
