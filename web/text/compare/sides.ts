// What is compared of two requests, or of two deliveries, besides their bodies.

import type { Delivery } from '../../../server/wire/deliveries.ts'
import { duration } from '../../../server/wire/durations.ts'
import type { CapturedRequest, HeaderPair } from '../../../server/wire/requests.ts'
import { decodePairs } from '../decode-pairs.ts'
import { answeredBy, shownStatus, statusText } from '../describe.ts'
import { exactBytes } from '../format-size.ts'
import { stateHeadline, verdictHeadline } from '../verdicts.ts'
import { comparePairs, type NamedValue } from './pairs.ts'
import type { PairSection } from './summary.ts'

export function requestSections(left: CapturedRequest, right: CapturedRequest): PairSection[] {
  return [
    factSection('request', 'Request', requestFacts(left), requestFacts(right)),
    {
      id: 'query',
      title: 'Query',
      noun: 'query parameter',
      isOrdered: true,
      rows: comparePairs(decodePairs(left.query), decodePairs(right.query), { root: 'query' }),
    },
    headerSection('headers', 'Headers', 'header', left.headers, right.headers),
    headerSection('trailers', 'Trailers', 'trailer', left.trailers, right.trailers),
  ]
}

export function deliverySections(left: Delivery, right: Delivery): PairSection[] {
  const headersOf = ({ outcome }: Delivery) => (outcome.type === 'response' ? outcome.headers : [])
  return [
    factSection('answer', 'Answer', answerFacts(left), answerFacts(right)),
    headerSection('headers', 'Headers', 'header', headersOf(left), headersOf(right)),
    factSection('sent', 'Sent', sentFacts(left), sentFacts(right)),
    headerSection(
      'sent-headers',
      'Sent headers',
      'sent header',
      left.request.headers,
      right.request.headers,
    ),
  ]
}

function factSection(
  root: string,
  title: string,
  left: readonly NamedValue[],
  right: readonly NamedValue[],
): PairSection {
  const rows = comparePairs(left, right, { root, isCaseFree: true })
  return { id: root, title, isOrdered: false, rows }
}

function headerSection(
  id: string,
  title: string,
  noun: string,
  left: readonly HeaderPair[],
  right: readonly HeaderPair[],
): PairSection {
  const root = id === 'trailers' ? 'trailers' : 'headers'
  const pairs = (headers: readonly HeaderPair[]) =>
    headers.map(([name, value]) => ({ name, value }))
  const rows = comparePairs(pairs(left), pairs(right), { root, isCaseFree: true })
  return { id, title, noun, isOrdered: true, rows }
}

function requestFacts(request: CapturedRequest): NamedValue[] {
  const { method, path, httpVersion, remoteAddress, provider, signature, response } = request
  return facts([
    ['Method', method],
    ['Path', path || '/'],
    ['HTTP version', httpVersion],
    ['Sender', remoteAddress],
    ['Provider', provider?.label],
    ['Event', provider?.event],
    ['Attempt', provider?.attempt],
    ['State', stateHeadline(request)?.text],
    ['Signature', signature && verdictHeadline(signature.verdict).text],
    ['Answer', response && `${shownStatus(response)} by ${answeredBy(response)}`],
  ])
}

function answerFacts({ outcome, timings }: Delivery): NamedValue[] {
  return facts([
    ['Status', outcome.type === 'response' && statusText(outcome.status, outcome.statusText)],
    ['Error', outcome.type === 'error' && outcome.message],
    [
      'Kept',
      outcome.type === 'response' && outcome.body.truncated && 'the first 1 MiB of the body',
    ],
    ['Name looked up', timings.dnsMs !== null && duration(timings.dnsMs)],
    ['Connected', timings.connectMs !== null && duration(timings.connectMs)],
    ['First byte', timings.firstByteMs !== null && duration(timings.firstByteMs)],
    ['Time', duration(timings.totalMs)],
  ])
}

function sentFacts({ request, via, dropped }: Delivery): NamedValue[] {
  return facts([
    ['Method', request.method],
    ['URL', request.url],
    ['By', via],
    ['Body', exactBytes(request.bodySize)],
    ['Left out', dropped.map(({ name }) => name).join(', ')],
  ])
}

type Fact = readonly [name: string, value: string | number | boolean | null | undefined]

/** What is not known of a side is not there. */
function facts(all: readonly Fact[]): NamedValue[] {
  return all.flatMap(([name, value]) =>
    value === null || value === undefined || value === false || value === ''
      ? []
      : [{ name, value: String(value) }],
  )
}
