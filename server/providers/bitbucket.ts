// Bitbucket, Cloud and Data Center: told by X-Event-Key, as its signature header has GitHub's old name.

import type { Evidence, Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { countFrom } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const bitbucket: Provider = {
  id: 'bitbucket',
  label: 'Bitbucket',
  docsUrl: 'https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/',
  facts: {
    detection: '`X-Event-Key`',
    source: 'Atlassian support pages, captured requests',
    unconfirmed: [
      'The algorithm of the signature.',
      'That `X-Request-UUID` stays the same over attempts.',
      'The headers of Data Center.',
      'How many attempts there are.',
    ],
  },
  paste: 'Repository settings → Webhooks → Add webhook → URL',
  toldBy: ['x-event-key'],
  schemes: [
    hmacScheme({
      id: 'bitbucket',
      encoding: 'hex',
      carrier: inHeader('X-Hub-Signature', { prefix: 'sha256=' }),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: "The text typed into or generated for «Secret» in the webhook's settings.",
    },
  ],
  retries: { delays: [], most: 2 },
  detect(evidence) {
    const { headers } = evidence
    const key = headers.get('x-event-key')
    if (key === undefined || !isEventKey(key, evidence)) return undefined
    const attempt = countFrom(headers.get('x-attempt-number'))
    return {
      event: key,
      deliveryId: headers.get('x-request-uuid') ?? headers.get('x-request-id') ?? null,
      ...(attempt ? { attempt } : {}),
      gist: key === 'diagnostics:ping' ? 'connection test' : gistOf(evidence.fields()),
    }
  },
}

/** `repo:push`, `pr:reviewer:approved`: others may have a header of so plain a name. */
function isEventKey(key: string, { headers }: Evidence): boolean {
  return /^[a-z_]+:[a-z_:]+$/.test(key) || headers.has('x-hook-uuid')
}

function gistOf(payload: JsonView): string {
  const pull = payload.firstObject(['pullrequest', 'pullRequest'])
  const number = pull.text('id') ?? payload.text('issue', 'id')
  const title = pull.text('title') ?? payload.text('issue', 'title')
  const names = ['full_name', 'name', 'slug']
  // Cloud has its changes in `push`; Data Center has them beside the repository.
  const isCloud = payload.at('push').kind === 'object'
  const change = (isCloud ? payload.at('push') : payload).at('changes', 0)
  const branch = change.firstObject(['new', 'old']).text('name') ?? change.text('ref', 'displayId')
  const commits = change.count('commits')
  return joinParts(
    [number && `#${number}`, title].filter(Boolean).join(' '),
    branch,
    commits !== undefined && counted(commits, 'commit'),
    payload.at('repository').firstText(names) ?? pull.at('toRef', 'repository').firstText(names),
  )
}
