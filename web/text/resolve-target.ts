// Where a replay would go, to show below the field while it is typed. The server decides; this is only its echo.

/** Undefined while the text is not a target yet. */
export function resolveTarget(
  target: string,
  captured: { readonly path: string; readonly query: string } | undefined,
): string | undefined {
  const full = withScheme(target.trim())
  const [, authority, path = '', query] =
    /^(https?:\/\/[^/?#\s]+)([^?#]*)(?:\?([^#]*))?/i.exec(full) ?? []
  if (authority === undefined || !URL.canParse(authority)) return undefined
  const sub = captured?.path ?? ''
  const joined =
    sub === '' ? path : path.replace(/\/+$/, '') + (sub.startsWith('/') ? sub : `/${sub}`)
  const queries = [query, captured?.query].filter(Boolean)
  return `${authority}${joined || '/'}${queries.length > 0 ? `?${queries.join('&')}` : ''}`
}

/** `localhost:3000` out of a target, for a button. */
export function hostOf(target: string): string {
  const full = withScheme(target.trim())
  return URL.parse(full)?.host ?? target
}

function withScheme(text: string): string {
  if (/^:?\d{1,5}(?=[/?#]|$)/.test(text)) return `http://localhost:${text.replace(/^:/, '')}`
  const isLocal = /^(?:(?:[\w-]+\.)*localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])(?=[:/?#]|$)/i
  return isLocal.test(text) ? `http://${text}` : text
}
