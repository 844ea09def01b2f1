// Reads a target as a user types it, and joins the captured sub-path and query to it without re-encoding either (D2).

export interface Target {
  readonly protocol: 'http:' | 'https:'
  /** Lower case, in ASCII, without brackets; fit for a look-up. */
  readonly hostname: string
  readonly port: number
  /** As in the Host header and in messages: `localhost:3000`. */
  readonly host: string
  /** Raw; `''` when the target has none. */
  readonly path: string
  /** Raw, without its `?`; null when the target has none. */
  readonly query: string | null
}

export type ParsedTarget =
  | { readonly type: 'target'; readonly target: Target }
  | { readonly type: 'bad'; readonly message: string }

/** Takes URLs, and for a server on this machine `3000`, `:3000/path` and `localhost:3000`. */
export function parseTarget(text: string): ParsedTarget {
  const full = withScheme(text.trim())
  const found = /^(https?):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/is.exec(full)
  if (!found) return bad(schemeAdvice(full))
  const [, scheme = '', authority = '', path = '', query] = found
  if (authority.includes('@')) {
    return bad('A target cannot hold a user name or password. Leave out everything up to the @.')
  }
  // What URL parsers silently drop or turn into a slash is how two of them come to differ about the host.
  const hasTrick = /[\p{Cc}\s\\]/u.test(authority)
  const base = hasTrick ? null : URL.parse(`${scheme}://${authority}/`)
  const hostname = base?.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (!base || !hostname || base.pathname !== '/' || base.port === '0') {
    return bad(`'${authority}' is not a host, with or without a port. Try http://localhost:3000.`)
  }
  const isSecure = base.protocol === 'https:'
  return {
    type: 'target',
    target: {
      protocol: isSecure ? 'https:' : 'http:',
      hostname,
      port: Number(base.port || (isSecure ? 443 : 80)),
      host: base.host,
      path: escapeTyped(path),
      query: query === undefined ? null : escapeTyped(query),
    },
  }
}

/** What of a captured request decides where it goes. */
export interface CapturedPlace {
  readonly path: string
  readonly query: string
  /** The raw request target, which alone tells a bare `?` from no query. */
  readonly target?: string
}

/** The request target to send: the target's own path and query, then what was captured below the bin. */
export function joinTarget(target: Target, captured: CapturedPlace | undefined): string {
  const path = captured ? joinPath(target.path, captured.path) : target.path
  const queries = [target.query, captured ? queryOf(captured) : null].filter(
    (part) => part !== null,
  )
  // An empty query of the target's own must not leave a stray `&`.
  const query = queries.length > 1 ? queries.filter((part) => part !== '') : queries
  return (path || '/') + (query.length > 0 ? `?${query.join('&')}` : '')
}

/** The whole URL, for people to read. */
export function urlOf(target: Target, requestTarget: string): string {
  return `${target.protocol}//${target.host}${requestTarget}`
}

function queryOf({ query, target = '' }: CapturedPlace): string | null {
  return query !== '' || /^[^#]*\?/.test(target) ? query : null
}

/** The captured part stays as it is, a doubled slash at its start included: someone may have signed it. */
function joinPath(own: string, captured: string): string {
  if (captured === '') return own
  return own.replace(/\/+$/, '') + (captured.startsWith('/') ? captured : `/${captured}`)
}

function withScheme(text: string): string {
  const [, port] = /^:?(\d{1,5})(?=[/?#]|$)/.exec(text) ?? []
  if (port !== undefined) return `http://localhost:${text.replace(/^:/, '')}`
  const isLocal = /^(?:[\w-]+\.)*localhost\.?(?=[:/?#]|$)/i.test(text)
  const [, authority = ''] = /^([^/?#]*)/.exec(text) ?? []
  const isAddress = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])(?::\d+)?$/i.test(authority)
  return isLocal || isAddress ? `http://${text}` : text
}

function schemeAdvice(text: string): string {
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? []
  if (scheme) return `Hooklens delivers over http and https, not ${scheme}.`
  const isHost = /^[\p{L}\p{N}.-]+(:\d+)?(?=[/?#]|$)/u.test(text)
  const example = isHost ? `http://${text}` : 'http://localhost:3000'
  return `A target begins with http:// or https://, like ${example}, or is a port of this machine, like 3000.`
}

/** A request target holds no spaces and nothing above latin1, so what a user typed is escaped as a browser would. */
function escapeTyped(text: string): string {
  return text.replace(/[^\x21-\x7e]+/gu, (run) => encodeURIComponent(run.toWellFormed()))
}

function bad(message: string): ParsedTarget {
  return { type: 'bad', message }
}
