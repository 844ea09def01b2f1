// Finds and decodes JSON Web Tokens (RFC 7519) in a text. It verifies nothing: the page has no key to do it with.

export interface FoundJwt {
  /** The name it stands under in JSON; undefined where there is none. */
  readonly key: string | undefined
  readonly token: string
  /** JSON text, every lexeme as it was sent. */
  readonly header: string
  readonly payload: string
}

export interface JwtTime {
  readonly name: 'iat' | 'nbf' | 'exp'
  /** Unix time in milliseconds. */
  readonly at: number
}

/** Begins only where a word does, so that one scan is enough however the text is made. */
const tokens = /(?<![\w.-])eyJ[\w-]+\.[\w-]+\.[\w-]*(?![\w.-])/g
const keyBefore = /"([^"\\]{1,80})"\s{0,8}:\s{0,8}"$/
const keyReach = 110
const searched = 1_000_000
const mostFound = 20
const latestTimeMs = 8.64e15

export function findJwts(text: string): FoundJwt[] {
  const found: FoundJwt[] = []
  const within = text.slice(0, searched)
  for (const { 0: token, index } of within.matchAll(tokens)) {
    const [header, payload] = token.split('.').slice(0, 2).map(decodePart)
    if (header === undefined || payload === undefined || !hasAlgorithm(header)) continue
    const [, key] = keyBefore.exec(within.slice(Math.max(0, index - keyReach), index)) ?? []
    found.push({ key, token, header, payload })
    if (found.length === mostFound) break
  }
  return found
}

/** The text is one token and nothing else. */
export function isJwt(text: string): boolean {
  if (text.length > searched) return false
  const token = text.trim().replace(/^bearer\s+/i, '')
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(token) && findJwts(token).length === 1
}

/** In the order of a token's life; what is no time is left out. */
export function jwtTimes(payload: string): JwtTime[] {
  const claims = parseObject(payload)
  return (['iat', 'nbf', 'exp'] as const).flatMap((name) => {
    const value = claims?.[name]
    if (typeof value !== 'number' || Math.abs(value * 1000) > latestTimeMs) return []
    return [{ name, at: value * 1000 }]
  })
}

function decodePart(part: string): string | undefined {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function hasAlgorithm(header: string): boolean {
  return typeof parseObject(header)?.alg === 'string'
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // An object is a record of unknowns; the check cannot tell the compiler.
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
