// WebSub: content that a hub distributes, told by its Link headers, and the checks of intent before it.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider, Recognised } from './provider.ts'
import { bodyText } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { queryOf } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { type HmacAlgorithm, hmacScheme } from './signing/hmac.ts'
import type { Scheme } from './signing/scheme.ts'

const header = 'X-Hub-Signature'

/** The strongest first, but for the one to sign with where nothing was signed before. */
const algorithms: readonly HmacAlgorithm[] = ['sha256', 'sha512', 'sha384', 'sha1']

export const websub: Provider = {
  id: 'websub',
  label: 'WebSub',
  docsUrl: 'https://www.w3.org/TR/websub/',
  facts: {
    detection: '`Link` with `rel="hub"`; `hub.mode` and `hub.topic` in the query',
    handshake: '`hub.challenge` as text',
    source: 'W3C Recommendation',
  },
  paste: 'The `hub.callback` of a subscription request',
  schemes: algorithms.map(signedWith),
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: 'The `hub.secret` of the subscription request.',
    },
  ],
  toldBy: ['link'],
  toldByContent: { parameters: ['hub.mode'] },
  detect(evidence) {
    const intent = intentOf(evidence)
    if (intent) return { ...intent.told, deliveryId: null, isNeverSigned: true }
    const link = evidence.headers.get('link')
    if (evidence.method !== 'POST' || !link || targetOf(link, 'hub') === undefined) return undefined
    const topic = targetOf(link, 'self')
    return { event: topic ?? null, deliveryId: null, gist: joinParts(titleIn(evidence), topic) }
  },
  handshake(evidence) {
    const challenge = intentOf(evidence)?.challenge
    return challenge === undefined ? undefined : textAnswer(200, 'text/plain', challenge)
  },
}

/** The header has the same name whatever the algorithm, which its prefix names. */
function signedWith(algorithm: HmacAlgorithm): Scheme {
  const carrier = inHeader(header, { prefix: `${algorithm}=` })
  return hmacScheme({
    id: `websub-${algorithm}`,
    algorithm,
    encoding: 'hex',
    carrier: {
      ...carrier,
      read: (evidence) => (namesOther(evidence, algorithm) ? undefined : carrier.read(evidence)),
    },
  })
}

function namesOther({ headers }: Evidence, algorithm: HmacAlgorithm): boolean {
  const value = headers.get('x-hub-signature') ?? ''
  return algorithms.some((other) => other !== algorithm && value.startsWith(`${other}=`))
}

interface Intent {
  readonly told: Pick<Recognised, 'event' | 'gist'>
  /** Absent where the hub only informs. */
  readonly challenge?: string
}

/** https://www.w3.org/TR/websub/#hub-verifies-intent */
function intentOf(evidence: Evidence): Intent | undefined {
  if (evidence.method !== 'GET' || !evidence.query.includes('hub.mode=')) return undefined
  const query = queryOf(evidence)
  const mode = query.get('hub.mode') ?? ''
  const topic = query.get('hub.topic')
  if (!topic) return undefined
  if (mode === 'denied') {
    return { told: { event: 'denied', gist: joinParts(query.get('hub.reason'), topic) } }
  }
  const challenge = query.get('hub.challenge')
  if (!challenge || !/^(un)?subscribe$/.test(mode)) return undefined
  return { told: { event: mode, gist: joinParts('URL check', topic) }, challenge }
}

/** Of a Link header (RFC 8288), as far as hubs write it. */
function targetOf(link: string, rel: 'hub' | 'self'): string | undefined {
  for (const [, target, parameters = ''] of link.slice(0, 4096).matchAll(links)) {
    const [, quoted, bare] = /;\s*rel=(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? []
    const names = (quoted ?? bare ?? '').toLowerCase().split(/\s+/)
    if (target && names.includes(rel)) return target
  }
  return undefined
}

const links = /<([^<>]*)>((?:\s*;\s*[\w*!#$&+.^`|~-]+(?:=(?:"[^"]*"|[^\s;,"]+))?)*)/g

/** The newest entry of a feed, or what the feed itself is called. */
function titleIn({ body }: Evidence): string | undefined {
  const text = bodyText(body, 8192)
  const entry = text.search(/<(entry|item)[\s>]/)
  const [, title] = /<title[^>]*>([^<]{1,200})</.exec(entry < 0 ? text : text.slice(entry)) ?? []
  return title?.trim()
}
