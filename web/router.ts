// The address bar as a signal: which bin, filter, request and tab are shown. Knows no views.

import { type ReadonlySignal, signal } from '@preact/signals'
import { type BinId, parseBinId, type Seq } from '../server/wire/ids.ts'

export const tabs = [
  'overview',
  'body',
  'headers',
  'query',
  'response',
  'deliveries',
  'notes',
] as const

export type Tab = (typeof tabs)[number]

/** What is laid beside what: two requests of the bin, or two deliveries of the one that is open. */
export type Compared =
  | { readonly type: 'request'; readonly seq: Seq }
  | { readonly type: 'deliveries'; readonly left: string; readonly right: string }

export interface BinRoute {
  readonly type: 'bin'
  readonly bin: BinId
  readonly seq: Seq | null
  /** Null leaves the choice to the request: its body if it has one. */
  readonly tab: Tab | null
  /** Whether the replay drawer is open. */
  readonly replay: boolean
  /** What stands on the left of a comparison; the open request stands on the right. */
  readonly compare?: Compared | undefined
  /** The bin's settings, in place of its requests; not with a `seq`. */
  readonly settings?: boolean | undefined
  /** The bin's rules, in place of its requests: the id of the one that is open, '' for none; not with a `seq`. */
  readonly rules?: string | undefined
  /** What senders did when that rule answered them, in place of the rule. */
  readonly report?: boolean | undefined
  /** As typed; blank takes every request. */
  readonly filter: string
}

export type Route =
  | { readonly type: 'home' }
  | BinRoute
  | { readonly type: 'unknown'; readonly path: string }

export interface Router {
  readonly route: ReadonlySignal<Route>
  go(route: Route, options?: { replace?: boolean }): void
  /** The key a share link carried in its fragment, taken out of the address bar. */
  takeKey(): string | undefined
  close(): void
}

type RouterWindow = Pick<
  Window,
  'location' | 'history' | 'addEventListener' | 'removeEventListener'
>

export function createRouter(window: RouterWindow): Router {
  const route = signal(parseRoute(window.location))
  const onPop = () => {
    route.value = parseRoute(window.location)
  }
  window.addEventListener('popstate', onPop)
  return {
    route,
    go(next, { replace = false } = {}) {
      const url = formatRoute(next)
      if (url === formatRoute(route.value)) return
      if (replace) window.history.replaceState(null, '', url)
      else window.history.pushState(null, '', url)
      route.value = next
    },
    takeKey() {
      const key = new URLSearchParams(window.location.hash.slice(1)).get('key') ?? undefined
      if (key !== undefined) window.history.replaceState(null, '', formatRoute(route.value))
      return key
    },
    close() {
      window.removeEventListener('popstate', onPop)
    },
  }
}

export function parseRoute({ pathname, search }: { pathname: string; search: string }): Route {
  if (pathname === '/') return { type: 'home' }
  const [, id = '', seqText, settings, inRules, rule = '', report] =
    /^\/b\/([^/]+)(?:\/(?:(\d{1,15})|(settings)|(rules)(?:\/([a-z0-9-]{1,40})(\/report)?)?))?\/?$/.exec(
      pathname,
    ) ?? []
  const bin = parseBinId(id)
  if (!bin) return { type: 'unknown', path: pathname }
  const params = new URLSearchParams(search)
  const tab = tabs.find((name) => name === params.get('tab')) ?? null
  const seq = seqText === undefined ? null : Number(seqText)
  const replay = seq !== null && params.has('replay')
  const compare = seq === null ? undefined : parseCompared(params.get('compare') ?? '')
  const filter = params.get('q') ?? ''
  const rest = {
    ...(compare ? { compare } : {}),
    ...(settings ? { settings: true } : {}),
    ...(inRules ? { rules: rule } : {}),
    ...(report ? { report: true } : {}),
  }
  return { type: 'bin', bin, seq, tab, replay, filter, ...rest }
}

/** `16` is a request; `dlv-a..dlv-b` are two deliveries. */
function parseCompared(text: string): Compared | undefined {
  if (/^\d{1,15}$/.test(text)) return { type: 'request', seq: Number(text) }
  const [, left, right] = /^([\w-]{1,64})\.\.([\w-]{1,64})$/.exec(text) ?? []
  return left && right ? { type: 'deliveries', left, right } : undefined
}

function formatCompared(compared: Compared): string {
  if (compared.type === 'request') return String(compared.seq)
  return `${compared.left}..${compared.right}`
}

export function formatRoute(route: Route): string {
  if (route.type === 'home') return '/'
  if (route.type === 'unknown') return route.path
  const path = `/b/${route.bin}${placeIn(route)}`
  const params = [
    route.filter && `q=${spellInQuery(route.filter)}`,
    route.tab && `tab=${route.tab}`,
    route.replay && route.seq !== null && 'replay',
    route.compare && route.seq !== null && `compare=${formatCompared(route.compare)}`,
  ]
  const search = params.filter(Boolean).join('&')
  return search ? `${path}?${search}` : path
}

function placeIn({ seq, settings, rules, report }: BinRoute): string {
  if (seq !== null) return `/${seq}`
  if (rules) return `/rules/${rules}${report ? '/report' : ''}`
  if (rules === '') return '/rules'
  return settings ? '/settings' : ''
}

/** Escapes what a query must, and leaves readable what it may: `provider:stripe+-sig:valid`. */
function spellInQuery(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/%(?:3A|2C|2F|40)/g, decodeURIComponent)
}
