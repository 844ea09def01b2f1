// New requests as a notification has them: what came, and to which bin.

import type { RequestSummary } from '../../server/wire/requests.ts'
import { counted } from './format-size.ts'
import { verdictHeadline } from './verdicts.ts'

/** None stand for an example. */
export function describeArrivals(
  bin: string,
  requests: readonly RequestSummary[],
): { readonly title: string; readonly body: string } {
  const [first] = requests
  if (!first) return { title: bin, body: 'This is how a new request will be told of.' }
  if (requests.length === 1) return { title: `${lineOf(first)} · ${bin}`, body: detailOf(first) }
  const lines = [...new Set(requests.map(lineOf))].slice(-3)
  return { title: `${counted(requests.length, 'request')} · ${bin}`, body: lines.join('\n') }
}

function lineOf({ method, path, provider }: RequestSummary): string {
  const event = provider?.event
  return event ? `${provider.label} ${event}` : `${method} ${path || '/'}`
}

function detailOf(request: RequestSummary): string {
  const { method, path, provider, signature, reason } = request
  const place = provider?.event ? `${method} ${path || '/'}` : undefined
  const verdict =
    signature && signature.verdict !== 'no-secret'
      ? verdictHeadline(signature.verdict).text
      : undefined
  return [place, verdict, reason].filter(Boolean).join('\n')
}
