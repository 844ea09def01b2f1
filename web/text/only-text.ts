// The one text that a body consists of, where it is a JSON object with a single member.

export function onlyTextIn(bytes: Uint8Array): string | undefined {
  try {
    const found: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined
    const [value, ...others] = Object.values(found)
    return others.length === 0 && typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
