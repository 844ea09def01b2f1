import { describe, expect, test } from 'vitest'
import { providers, recognise } from '../../server/providers/index.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import vectors from '../fixtures/providers/vectors.json' with { type: 'json' }
import { evidenceOf, queryOf, type Sent } from './evidence-of.ts'

/** Which of ours each scheme of the file belongs to; the others are nobody's yet, or share the common headers. */
const providerOf: Readonly<Record<string, string>> = {
  github: 'github',
  'github-sha1-legacy': 'github',
  gitlab: 'gitlab',
  'gitlab-signing-token': 'gitlab',
  stripe: 'stripe',
  slack: 'slack',
  shopify: 'shopify',
  twilio: 'twilio',
  'twilio-json': 'twilio',
  meta: 'meta',
  dropbox: 'dropbox',
  'microsoft-graph': 'microsoft-graph',
  'standard-webhooks': 'standard-webhooks',
  'standard-webhooks-v1a': 'standard-webhooks',
  openai: 'standard-webhooks',
  anthropic: 'standard-webhooks',
  replicate: 'standard-webhooks',
  polar: 'standard-webhooks',
}

function sentIn({ method, url, headers, bodyBase64 }: (typeof vectors)[number]): Sent {
  const body = Buffer.from(bodyBase64, 'base64')
  // In the file every header is a pair; its JSON type does not say so.
  return { method, query: queryOf(url), headers: headers as unknown as HeaderPair[], body }
}

describe('[P1] the sender', () => {
  test.each(
    vectors.map((vector, index) => [vector.provider, index, vector] as const),
  )('[P1] of %s (vector %i) is recognised, or not mistaken for another', (scheme, _index, vector) => {
    const { provider, signature } = recognise(evidenceOf(sentIn(vector)))

    expect(provider?.id).toBe(providerOf[scheme])
    if (scheme === 'microsoft-graph' || !provider) expect(signature).toBeNull()
    else expect(signature?.verdict).toBe('no-secret')
  })

  test('[P1] every provider has an id and a page of its own', () => {
    const ids = providers.map(({ id }) => id)

    expect(new Set(ids).size).toBe(ids.length)
    expect(providers.every(({ docsUrl }) => URL.canParse(docsUrl))).toBe(true)
  })
})
