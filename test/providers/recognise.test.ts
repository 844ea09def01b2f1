import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { examined } from './evidence-of.ts'
import { github, told } from './told.ts'
import { strangers } from './told-by-forges.ts'
import { otherStrangers } from './told-of-clouds.ts'

describe('[P1] what a sender says of its request', () => {
  test.each(told)('[P1] %s', (_what, sent, id, event, deliveryId, attempt, gist) => {
    const { provider, gist: found } = examined(sent)

    expect(provider).toMatchObject({ id, event, deliveryId })
    expect(provider?.attempt).toBe(attempt)
    expect(found).toBe(gist)
  })

  test.each([...strangers, ...otherStrangers])('[P1] %s is taken for nobody', (_what, sent) => {
    expect(examined(sent).provider).toBeNull()
  })

  test('[P1] every example that GitHub publishes gets an event and a gist', () => {
    const load = createRequire(import.meta.url)
    const examples = load('@octokit/webhooks-examples/api.github.com/index.json') as readonly {
      readonly name: string
      readonly examples: readonly unknown[]
    }[]

    for (const { name, examples: bodies } of examples) {
      for (const body of bodies) {
        const { provider, gist } = examined(github(name, body))
        expect(provider?.event).toMatch(new RegExp(`^${name}(\\.|$)`))
        expect(gist).not.toBeNull()
      }
    }
  })
})

describe('[P2] until secrets are stored', () => {
  test('[P2] a signed request says that a secret is missing, and an unsigned one how to sign', () => {
    const signed = examined(
      github('ping', {}, [['X-Hub-Signature-256', `sha256=${'0'.repeat(64)}`]]),
    )
    const unsigned = examined(github('ping', {}))

    expect(signed.signature).toMatchObject({
      verdict: 'no-secret',
      detail: expect.stringContaining('GitHub'),
    })
    expect(unsigned.signature).toMatchObject({
      verdict: 'unsigned',
      detail: expect.stringContaining('GitHub'),
    })
  })
})
