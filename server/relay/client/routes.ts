// Where a relay delivers: the first route whose filter takes a request, in the order they were given (D8). A route is all
// it may ever connect to.

import { createPredicate, type FilterPredicate } from '../../wire/filter/match.ts'
import { parseFilter } from '../../wire/filter/parse.ts'
import { compileRegex } from '../../wire/filter/regex.ts'
import type { CapturedRequest } from '../../wire/requests.ts'
import { joinTarget, parseTarget, type Target, urlOf } from '../../wire/targets.ts'

export interface Route {
  readonly target: Target
  /** The target as a whole URL, for people. */
  readonly url: string
  /** Absent when it takes all. */
  readonly filter?: { readonly text: string; readonly predicate: FilterPredicate }
}

export type ReadRoute =
  | { readonly type: 'route'; readonly route: Route }
  | { readonly type: 'bad'; readonly message: string }

/** A target as `listen` takes it; `path` goes to its end. */
export function routeTo(text: string, path = ''): ReadRoute {
  const parsed = parseTarget(text)
  if (parsed.type === 'bad') return parsed
  if (/[?#]/.test(path))
    return { type: 'bad', message: `'${path}' is not a path: leave out its query.` }
  const below = parseTarget(`http://localhost${rooted(path)}`)
  if (below.type === 'bad') return below
  const { target } = parsed
  if (path === '') return newRoute(target)
  const longer = joinTarget({ ...target, query: null }, { path: below.target.path, query: '' })
  return newRoute({ ...target, path: longer })
}

/**
 * `filter=target`. Both sides may hold a `=` of their own (`q.a:>=5=3000/hook?b=1`): it is split at the first one that
 * leaves a filter and a target.
 */
export function readMap(text: string, now: number): ReadRoute {
  let closest = `'${text}' is not like 'provider:stripe=3000/stripe': a filter, =, and a target.`
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
    const before = text.slice(0, at).trim()
    const target = parseTarget(text.slice(at + 1))
    const filter = readFilter(before, now)
    if (before === '') continue
    if (target.type === 'bad') {
      if (filter.type === 'filter') closest = target.message
    } else if (filter.type === 'bad') closest = filter.message
    else return newRoute(target.target, { text: before, predicate: filter.predicate })
  }
  return { type: 'bad', message: closest }
}

export type ReadFilter =
  | { readonly type: 'filter'; readonly predicate: FilterPredicate }
  /** With the place that is wrong and why, for the terminal. */
  | { readonly type: 'bad'; readonly message: string }

export function readFilter(text: string, now: number): ReadFilter {
  const parsed = parseFilter(text, compileRegex)
  if (parsed.type === 'filter') {
    return { type: 'filter', predicate: createPredicate(parsed.filter, { now, compileRegex }) }
  }
  const { message, from, to } = parsed.error
  const mark = `${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))}`
  return { type: 'bad', message: `The filter is wrong here. ${message}\n  ${text}\n  ${mark}` }
}

/** The route of a request; undefined when none takes it. */
export function pickRoute(
  routes: readonly Route[],
  request: CapturedRequest,
  body: Uint8Array,
): Route | undefined {
  const { headers, trailers } = request
  const given = { summary: request, headers, trailers, body: () => body }
  return routes.find(({ filter }) => !filter || filter.predicate.test(given))
}

/** What to ask a server for, so that it sends only what some route takes; undefined means all. */
export function filtersOf(
  routes: readonly Route[],
  only: string | undefined,
): readonly string[] | undefined {
  const texts = routes.map(({ filter }) => filter?.text)
  if (texts.includes(undefined)) return only === undefined ? undefined : [only]
  return texts.map((text) => (only === undefined ? `${text}` : `(${only}) (${text})`))
}

/** The route that a replay to this target belongs to: of its origin, whatever its path. */
export function routeOfOrigin(routes: readonly Route[], target: Target): Route | undefined {
  return routes.find((route) => originOf(route.target) === originOf(target))
}

function originOf({ protocol, hostname, port }: Target): string {
  return `${protocol}//${hostname}:${port}`
}

function newRoute(target: Target, filter?: Route['filter']): ReadRoute {
  const url = urlOf(target, joinTarget(target, undefined))
  return { type: 'route', route: { target, url, ...(filter ? { filter } : {}) } }
}

function rooted(path: string): string {
  return path.startsWith('/') ? path : `/${path}`
}
