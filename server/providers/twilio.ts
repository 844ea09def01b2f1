// Twilio: told by X-Twilio-Signature; forms for calls and messages, JSON for event streams. It signs the URL.

import { hash } from 'node:crypto'
import type { Evidence, Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { formOf, isForm, queryOf } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { isEqual } from './signing/equal.ts'
import { hmacScheme } from './signing/hmac.ts'
import { isMalformed, type Part, type Scheme } from './signing/scheme.ts'
import { formsOfUrl } from './signing/twilio-urls.ts'

export const twilio: Provider = {
  id: 'twilio',
  label: 'Twilio',
  docsUrl: 'https://www.twilio.com/docs/usage/webhooks/webhooks-security',
  facts: {
    detection: '`X-Twilio-Signature`',
    source: 'library `twilio` 6.2.0',
    unconfirmed: ['The names of the form fields.', 'What is stable over retries.'],
  },
  paste: 'Phone Numbers → the number → Messaging or Voice configuration → webhook URL',
  toldBy: ['x-twilio-signature'],
  schemes: [
    twilioScheme('twilio', '{url}{each name and value, sorted}', formParts),
    twilioScheme('twilio-json', '{url}', hashedParts),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Auth token',
      hint: 'The primary auth token on the front page of the Console.',
    },
    {
      name: 'url',
      label: 'Webhook URL',
      hint: 'As it is typed in at Twilio, where that is not the capture URL: it is signed as well.',
      isOptional: true,
    },
  ],
  secretFlaw(secret) {
    return /^(AC|SK)[0-9a-f]{32}$/.test(secret)
      ? 'This is the id of an account or of an API key. The auth token stands below it in the Console.'
      : undefined
  },
  retries: { delays: [], note: 'None, unless connection overrides in the URL ask for them.' },
  detect(evidence) {
    const { headers } = evidence
    if (!headers.has('x-twilio-signature')) return undefined
    const fields = fieldsOf(evidence)
    const first = (...names: readonly string[]) =>
      names.map((name) => fields.get(name)).find((value) => value) ?? null
    const event = first('MessageStatus', 'SmsStatus', 'CallStatus', 'EventType')
    const token = headers.get('i-twilio-idempotency-token')
    const from = first('From', 'Caller')
    const to = first('To', 'Called')
    return {
      event,
      deliveryId: token ?? first('MessageSid', 'SmsSid', 'CallSid'),
      // A call asks for many things in one state.
      hasFixedBody: token === undefined || undefined,
      gist: joinParts(first('Body'), from && to ? `${from} → ${to}` : (from ?? to), event),
    }
  },
}

/** A webhook configured as GET carries its parameters in the query. */
function fieldsOf(evidence: Evidence): URLSearchParams {
  return isForm(evidence) ? formOf(evidence) : queryOf(evidence)
}

/** What is signed behind the URL; undefined where the signature says nothing of such a body. */
type PartsOf = (evidence: Evidence, body: Uint8Array, url: string) => readonly Part[] | undefined

/** Which of the two a request is signed with, its URL tells. */
function twilioScheme(id: string, over: string, partsOf: PartsOf): Scheme {
  const carrier = inHeader('X-Twilio-Signature')
  const scheme = hmacScheme({
    id,
    over,
    algorithm: 'sha1',
    encoding: 'base64',
    carrier,
    signed: ({ evidence, body, url }) => [url, ...(partsOf(evidence, body, url) ?? [])],
  })
  return {
    ...scheme,
    read(request) {
      const { evidence } = request
      if (hasHash(evidence.query) !== (partsOf === hashedParts)) return undefined
      const reading = scheme.read(request)
      if (!reading || isMalformed(reading)) return reading
      return {
        ...reading,
        formsOf(body, url) {
          const parts = partsOf(evidence, body, url)
          return parts ? formsOfUrl(url).map((form) => [form, ...parts]) : []
        },
      }
    },
    sign({ evidence, urls: [url = ''], extra }, secret, at) {
      const renewed = (text: string) => withHashOf(evidence.body, text)
      const query = renewed(evidence.query)
      const request = { evidence: { ...evidence, query }, urls: [renewed(url)], extra }
      const { headers = [] } = scheme.sign?.(request, secret, at) ?? {}
      return query === evidence.query ? { headers } : { headers, query }
    },
  }
}

function hasHash(query: string): boolean {
  return query.includes('bodySHA256=')
}

/** An edited body has another hash. */
function withHashOf(body: Uint8Array, text: string): string {
  return text.replace(
    /\b(bodySHA256=)[^&#]*/,
    (_stated, name: string) => name + hash('sha256', body),
  )
}

/** A body of another kind is tied to the URL by its hash there. */
function hashedParts(
  _evidence: Evidence,
  body: Uint8Array,
  url: string,
): readonly Part[] | undefined {
  const stated = URL.parse(url)?.searchParams.get('bodySHA256') ?? ''
  return isEqual(stated, hash('sha256', body)) ? [] : undefined
}

/** No bytes, but the fields in them: decoded, sorted by name, and of several values of a name each one once. */
function formParts(evidence: Evidence, body: Uint8Array): readonly Part[] | undefined {
  if (body.length === 0) return []
  const fields = isForm(evidence) ? fieldsIn(body) : undefined
  if (!fields) return undefined
  return [...fields.keys()]
    .sort()
    .flatMap((name) => [...(fields.get(name) ?? [])].sort().flatMap((value) => [name, value]))
}

/** Undefined where it is not UTF-8: what a decoder would put in its place could stand for anything. */
function fieldsIn(body: Uint8Array): ReadonlyMap<string, ReadonlySet<string>> | undefined {
  const fields = new Map<string, Set<string>>()
  try {
    for (const pair of decoder.decode(body).split('&')) {
      if (pair === '') continue
      const [name = '', ...rest] = pair.split('=').map((text) => text.replaceAll('+', ' '))
      const values = fields.get(decodeURIComponent(name)) ?? new Set()
      fields.set(decodeURIComponent(name), values.add(decodeURIComponent(rest.join('='))))
    }
    return fields
  } catch {
    return undefined // Not UTF-8, or a percent sign without its digits.
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
