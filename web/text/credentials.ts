// Says which headers hold secrets, and reads the credentials that are encoded in plain sight.

/**
 * Signatures are none: they prove one body only, and are what one comes to look at.
 */
const secretNames =
  /^(proxy-)?authorization$|^(set-)?cookie2?$|(api|access|auth|private|shared)-?key|secret|passw(or)?d|token|credential|session-?id/i

export function isSecretHeader(name: string): boolean {
  return secretNames.test(name)
}

export interface BasicCredentials {
  readonly user: string
  readonly password: string
}

/** RFC 7617; undefined when the value is no Basic credentials. */
export function basicCredentials(value: string): BasicCredentials | undefined {
  const [, encoded] = /^basic +([A-Za-z\d+/_-]+={0,2}) *$/i.exec(value) ?? []
  if (encoded === undefined) return undefined
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
    const text = new TextDecoder('utf-8').decode(bytes)
    const colon = text.indexOf(':')
    if (colon < 0) return undefined
    return { user: text.slice(0, colon), password: text.slice(colon + 1) }
  } catch {
    return undefined
  }
}

/** The scheme says what it is; the rest is what must not be seen over a shoulder. */
export function covered(value: string): string {
  const [, scheme = ''] = /^([A-Za-z][\w-]* )\S/.exec(value) ?? []
  return `${scheme}••••••••••••`
}
