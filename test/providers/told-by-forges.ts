// Requests from where code is kept, built, run and watched.

import type { HeaderPair } from '../../server/wire/requests.ts'
import type { Sent } from './evidence-of.ts'
import type { Told } from './told.ts'

function bitbucket(event: string, body: unknown, ...more: readonly HeaderPair[]): Sent {
  return { headers: [['X-Event-Key', event], ...more], body }
}

const repository = { full_name: 'acme/api' }
const clickup = { event: 'taskUpdated', webhook_id: 'w' }

export const toldByForges: readonly Told[] = [
  [
    'a push to Bitbucket, sent again',
    bitbucket(
      'repo:push',
      { push: { changes: [{ new: { name: 'main' }, commits: [{}, {}] }] }, repository },
      ['X-Request-UUID', 'r'],
      ['X-Attempt-Number', '2'],
    ),
    ...(['bitbucket', 'repo:push', 'r', 2, 'main · 2 commits · acme/api'] as const),
  ],
  [
    'a branch deleted from Bitbucket',
    bitbucket('repo:push', { push: { changes: [{ new: null, old: { name: 'x' } }] }, repository }),
    ...(['bitbucket', 'repo:push', null, undefined, 'x · acme/api'] as const),
  ],
  [
    'a pull request of Bitbucket',
    bitbucket('pullrequest:approved', { pullrequest: { id: 7, title: 'Fix' }, repository }),
    ...(['bitbucket', 'pullrequest:approved', null, undefined, '#7 Fix · acme/api'] as const),
  ],
  [
    'a pull request of Bitbucket Data Center',
    bitbucket(
      'pr:reviewer:approved',
      { pullRequest: { id: 7, title: 'Fix', toRef: { repository: { slug: 'api' } } } },
      ['X-Request-Id', 'r'],
    ),
    ...(['bitbucket', 'pr:reviewer:approved', 'r', undefined, '#7 Fix · api'] as const),
  ],
  [
    'a push to Bitbucket Data Center',
    bitbucket('repo:refs_changed', {
      repository: { slug: 'api', name: 'API' },
      changes: [{ ref: { displayId: 'main' } }],
    }),
    ...(['bitbucket', 'repo:refs_changed', null, undefined, 'main · API'] as const),
  ],
  [
    'a test of Bitbucket Data Center',
    bitbucket('diagnostics:ping', { test: true }),
    ...(['bitbucket', 'diagnostics:ping', null, undefined, 'connection test'] as const),
  ],
  [
    'a workflow of CircleCI',
    {
      headers: [['circleci-event-type', 'workflow-completed']],
      body: {
        id: 'c',
        workflow: { name: 'build', status: 'failed' },
        pipeline: { number: 130, vcs: { branch: 'main' } },
        project: { name: 'api' },
      },
    },
    ...(['circleci', 'workflow-completed', 'c'] as const),
    ...([undefined, 'build · failed · #130 · main · api'] as const),
  ],
  [
    'an incident of PagerDuty',
    {
      headers: [['X-PagerDuty-Signature', 'v1=0']],
      body: {
        event: {
          id: 'e',
          event_type: 'incident.triggered',
          data: { number: 2, title: 'Down', status: 'triggered', service: { summary: 'API' } },
        },
      },
    },
    ...(['pagerduty', 'incident.triggered', 'e'] as const),
    ...([undefined, '#2 Down · triggered · API'] as const),
  ],
  [
    'an issue of Sentry',
    {
      headers: [
        ['Sentry-Hook-Resource', 'issue'],
        ['Request-ID', 'r'],
      ],
      body: {
        action: 'created',
        data: { issue: { shortId: 'API-1', title: 'TypeError', project: { slug: 'api' } } },
      },
    },
    ...(['sentry', 'issue.created', 'r', undefined, 'API-1 · TypeError · api'] as const),
  ],
  [
    'a comment in Sentry',
    {
      headers: [['Sentry-Hook-Resource', 'comment']],
      body: { action: 'created', data: { comment: 'hm', project_slug: 'api' } },
    },
    ...(['sentry', 'comment.created', null, undefined, 'hm · api'] as const),
  ],
  [
    'a deployment of Vercel',
    {
      headers: [['x-vercel-signature', '0']],
      body: {
        id: 'v',
        type: 'deployment.succeeded',
        payload: { target: 'production', deployment: { name: 'shop', url: 'shop.vercel.app' } },
      },
    },
    ...(['vercel', 'deployment.succeeded', 'v'] as const),
    ...([undefined, 'shop · production · shop.vercel.app'] as const),
  ],
  [
    'a release of Heroku',
    {
      headers: [['Heroku-Webhook-Hmac-SHA256', 'x']],
      body: {
        action: 'update',
        resource: 'release',
        data: { app: { name: 'shop' }, version: 5, status: 'succeeded' },
        webhook_metadata: { delivery: { id: 'd' }, event: { id: 'e', include: 'api:release' } },
      },
    },
    ...(['heroku', 'api:release.update', 'd', undefined, 'shop · v5 · succeeded'] as const),
  ],
  [
    'a build of Buildkite',
    {
      headers: [
        ['X-Buildkite-Event', 'build.finished'],
        ['X-Buildkite-Token', 't'],
      ],
      body: {
        event: 'build.finished',
        build: { number: 3, message: 'Fix', state: 'passed', branch: 'main' },
        pipeline: { name: 'API' },
      },
    },
    ...(['buildkite', 'build.finished', null] as const),
    ...([undefined, '#3 Fix · passed · main · API'] as const),
  ],
  [
    'a task of ClickUp',
    {
      headers: [['X-Signature', '0']],
      body: {
        ...clickup,
        task_id: 't',
        history_items: [{ id: 'h', field: 'status', after: { status: 'done' } }],
      },
    },
    ...(['clickup', 'taskUpdated', 'w:h', undefined, 't · status · done'] as const),
  ],
]

/** What shares a header with them and is nobody's that is known. */
export const strangers: readonly (readonly [string, Sent])[] = [
  ['a bare X-Signature', { headers: [['X-Signature', '0']], body: { event: 'taskUpdated' } }],
  ['ClickUp without its signature', { body: clickup }],
  ['an event key of another kind', bitbucket('Enter', {})],
  ['an old signature of nobody', { headers: [['X-Hub-Signature', 'sha1=0']], body: { a: 1 } }],
  ['an id without a signature', { headers: [['webhook-id', 'm']], body: { type: 'a' } }],
  ['an id of Svix without a signature', { headers: [['svix-id', 'm']], body: { type: 'a' } }],
]
