// Whether something else was signed than this message: only a part of it, no body, or the values of other headers.

import { plainText } from '../../reading/plain-text.ts'
import { formsFor } from '../fits.ts'
import { isMalformed, type SignedRequest } from '../scheme.ts'
import type { Cause } from './cause.ts'
import type { Mismatch } from './trial.ts'

export function explainOtherwise(mismatch: Mismatch): Cause | undefined {
  return bodyAlone(mismatch) ?? noBody(mismatch) ?? otherHeaders(mismatch)
}

/** Without the time and the id that belong to it: the commonest mistake of one's own senders. */
function bodyAlone({ provider, scheme, request, trial }: Mismatch): Cause | undefined {
  const { body } = request.evidence
  const isMore = trial.received.some((parts) => parts.length > 1 && parts.includes(body))
  if (!isMore || scheme.proof === 'public-key' || !trial.fitting([[body]])) return undefined
  return {
    reason: 'signed-otherwise',
    detail: `The signature was made over the body alone. ${provider.label} signs more: ${scheme.summary}.`,
  }
}

const standIns = ['', '{}', '[object Object]', 'undefined', 'null', '""']

function noBody({ request, trial }: Mismatch): Cause | undefined {
  if (!trial.coversBody) return undefined
  const found = standIns.find(
    (text) => request.evidence.body.length > 0 && trial.fittingBody(Buffer.from(text)),
  )
  if (found === undefined) return undefined
  const what = found === '' ? 'an empty body' : `the text ${found}`
  return {
    reason: 'signed-otherwise',
    detail: `The signature was made over ${what} instead of this body. The sender has to sign the body as text or bytes, once it is complete.`,
  }
}

/** The id or the time was changed on the way: the signature then fits what another header still says. */
function otherHeaders({ scheme, request, trial, budget }: Mismatch): Cause | undefined {
  const { evidence } = request
  if (evidence.body.length > budget.maxBodyBytes) return undefined
  for (const { name, value, donor } of exchanges(request)) {
    if (!budget.take(value.length)) return undefined
    const headers = new Map(evidence.headers).set(name, value)
    const changed = { ...request, evidence: { ...evidence, headers } }
    const reading = scheme.read(changed)
    if (!reading || isMalformed(reading)) continue
    if (!trial.fitting(formsFor(reading, evidence.body, request.urls))) continue
    return {
      reason: 'signed-otherwise',
      detail: `The signature fits if ${name} is «${plainText(value, 80) ?? ''}», as ${donor} has it: it was changed after the message was signed, or another value was signed than is sent.`,
    }
  }
  return undefined
}

interface Exchange {
  readonly name: string
  readonly value: string
  /** Where the value is from: another header, the body. */
  readonly donor: string
}

const idName = /(^|[-_])(id|uuid|key|token)$/
const timeName = /(^|[-_])(timestamp|time|date|at)$/
const mostNames = 6

function* exchanges({ evidence }: SignedRequest): Generator<Exchange> {
  const { headers } = evidence
  const fields = evidence.fields()
  for (const kind of [idName, timeName]) {
    const alike = [...headers].filter(([name]) => kind.test(name)).slice(0, mostNames)
    const bodyNames = kind === idName ? ['id', 'event_id', 'eventId'] : ['timestamp', 'created']
    const inBody = bodyNames.map((name) => [`«${name}» of the body`, fields.text(name)] as const)
    for (const [name, value] of alike) {
      for (const [donor, other] of [...alike, ...inBody]) {
        if (other === undefined || other === value) continue
        yield { name, value: other, donor }
        if (donor === 'date') yield { name, value: unixTime(other), donor }
      }
      if (/^\d{10}$/.test(value)) yield { name, value: `${value}000`, donor: 'milliseconds' }
      if (/^\d{13}$/.test(value)) yield { name, value: value.slice(0, -3), donor: 'seconds' }
    }
  }
}

function unixTime(date: string): string {
  const ms = Date.parse(date)
  return Number.isNaN(ms) ? '' : String(Math.floor(ms / 1000))
}
