// The ways in which Twilio may have written a URL before it signed it: with and without the port, and normalised.

import { parse, stringify } from 'node:querystring'

/** The likeliest first, each once. https://github.com/twilio/twilio-node `validateRequest` tries the same. */
export function formsOfUrl(url: string): readonly string[] {
  // What stands behind `#` sets timeouts and retries of the connection.
  const bare = url.replace(/#.*$/s, '')
  const forms = [bare, url].flatMap((one) => {
    const normal = URL.parse(one)?.href
    const normalised = normal === undefined ? [] : [withoutPort(normal), withPort(normal)]
    return [one, withoutPort(one), withPort(one), ...normalised, ...normalised.map(withLegacyQuery)]
  })
  return [...new Set(forms)]
}

const urlParts = /^([a-z][a-z\d+.-]*:\/\/)([^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#]*)(:\d*)?(.*)$/is

function withoutPort(url: string): string {
  return url.replace(urlParts, '$1$2$3$5')
}

function withPort(url: string): string {
  const [, scheme = '', , , port] = urlParts.exec(url) ?? []
  if (scheme === '' || port !== undefined) return url
  return url.replace(urlParts, `$1$2$3:${scheme.toLowerCase() === 'https://' ? 443 : 80}$5`)
}

function withLegacyQuery(url: string): string {
  const start = url.indexOf('?')
  if (start < 0 || start === url.length - 1) return url
  return `${url.slice(0, start)}?${stringify(parse(url.slice(start + 1)))}`
}
