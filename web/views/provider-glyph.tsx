// A sender's initial on a colour of its own, derived from its id: no provider is known by name here.

import type { ProviderMatch } from '../../server/wire/requests.ts'

const hues = 8

export function ProviderGlyph({
  provider,
}: {
  provider: Pick<ProviderMatch, 'id' | 'label'> | null
}) {
  if (!provider) {
    return (
      <span class="glyph is-unknown" aria-hidden="true">
        ?
      </span>
    )
  }
  const { id, label } = provider
  return (
    <span class={`glyph hue-${hueOf(id)}`} title={label} aria-hidden="true">
      {label.slice(0, 1).toUpperCase()}
    </span>
  )
}

function hueOf(id: string): number {
  let sum = 0
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0
  return sum % hues
}
