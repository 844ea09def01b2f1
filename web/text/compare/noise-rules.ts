// The rules that say which differences are noise: paths and kinds of values, as a user may edit them.

import {
  differOnlyInVersion,
  isNoiseKind,
  type NoiseKind,
  noiseBetween,
  noiseKinds,
} from './noise-kinds.ts'
import { matchesPath, parsePath } from './noise-path.ts'
import type { Difference } from './parts.ts'

export interface NoiseRules {
  readonly paths: readonly string[]
  readonly kinds: readonly NoiseKind[]
}

/** The rule that makes a difference noise. */
export type Mute =
  | { readonly type: 'path'; readonly path: string }
  | { readonly type: 'kind'; readonly kind: NoiseKind }

export type Muter = (difference: Difference) => Mute | undefined

export const defaultNoiseRules: NoiseRules = {
  paths: [
    ...['date', 'age', 'content-length', 'etag', 'expires', 'last-modified', 'cf-ray'],
    ...['*-request-id', 'request-id', '*-correlation-id', 'traceparent', 'tracestate'],
    ...['x-amzn-trace-id', 'x-b3-*', 'sentry-trace', 'x-cloud-trace-context'],
    // Signatures, and the times and ids that are signed with them.
    ...['*-signature', '*-signature-*', '*-hmac-*', '*-timestamp', 'signature-input', 'signature'],
    ...[
      'webhook-id',
      'svix-id',
      '*-delivery',
      '*-delivery-id',
      '*idempotency-*',
      'ce-id',
      'ce-time',
    ],
    ...['x-github-hook-id', 'x-gitlab-*-uuid', 'x-shopify-*-id', 'x-shopify-triggered-at'],
  ]
    .map((name) => `headers.${name}`)
    .concat([
      ...['query.*signature*', 'query.*timestamp*', 'query.nonce', 'trailers.*-signature'],
      ...['body.**.id', 'body.**.uuid', 'body.**.*event_id', 'body.**.request_id'],
      ...['body.**.created', 'body.**.*_at', 'body.**.*timestamp', 'body.**.*idempotency_key'],
      ...[
        'body.**.*signature',
        'request.sender',
        'answer.time',
        'answer.connected',
        'answer."first byte"',
      ],
      ...['answer."name looked up"'],
    ]),
  kinds: noiseKinds,
}

/** Rules that cannot be read mute nothing. */
export function createMuter({ paths, kinds }: NoiseRules): Muter {
  const patterns = paths.flatMap((path) => {
    try {
      return [{ path, pattern: parsePath(path) }]
    } catch {
      return []
    }
  })
  const chosen = new Set(kinds)

  function muteOf(difference: Difference): Mute | undefined {
    const { steps, kind, left, right } = difference
    const found = patterns.find(({ pattern }) => matchesPath(pattern, steps))
    if (found) return { type: 'path', path: found.path }
    // That something is there or is not is never noise of its kind.
    if (kind !== 'changed' || left === undefined || right === undefined) return undefined
    if (steps[0] === 'headers' && steps[1] === 'user-agent' && chosen.has('agent-version')) {
      if (differOnlyInVersion(left, right)) return { type: 'kind', kind: 'agent-version' }
    }
    const noise = noiseBetween(left, right, chosen)
    return noise && { type: 'kind', kind: noise }
  }

  // Asked again each time something is drawn.
  const known = new WeakMap<Difference, Mute | 'none'>()
  return (difference) => {
    const found = known.get(difference) ?? muteOf(difference) ?? 'none'
    known.set(difference, found)
    return found === 'none' ? undefined : found
  }
}

export function withoutMute(rules: NoiseRules, mute: Mute): NoiseRules {
  return mute.type === 'path'
    ? { ...rules, paths: rules.paths.filter((path) => path !== mute.path) }
    : { ...rules, kinds: rules.kinds.filter((kind) => kind !== mute.kind) }
}

export function withPath(rules: NoiseRules, path: string): NoiseRules {
  return rules.paths.includes(path) ? rules : { ...rules, paths: [path, ...rules.paths] }
}

export function parseNoiseRules(found: unknown): NoiseRules | undefined {
  const { paths, kinds } = (found ?? {}) as { paths?: unknown; kinds?: unknown } // Checked below.
  if (!Array.isArray(paths) || !Array.isArray(kinds)) return undefined
  return {
    paths: paths.filter((path) => typeof path === 'string'),
    kinds: kinds.filter(isNoiseKind),
  }
}
