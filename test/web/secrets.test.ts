import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { createSecrets, type SecretsDeps } from '../../web/state/secrets.ts'

test('a secret that was moved meanwhile is removed and renamed where it stands by then', async () => {
  const { secrets, asked, answer } = await openSecrets(['old', 'new', 'other'])
  const seen = secrets.heldOf('stripe')?.secrets ?? []
  const [old = expect.unreachable(), fresh = expect.unreachable()] = seen

  const moved = secrets.changeOne('stripe', { secret: fresh, position: 1 }, { position: 0 })
  const named = secrets.changeOne('stripe', { secret: old, position: 0 }, { name: 'until May' })
  const removed = secrets.removeOne('stripe', { secret: fresh, position: 1 })
  const again = secrets.removeOne('stripe', { secret: fresh, position: 1 })
  answer(['new', 'old', 'other'])
  await moved
  answer(['new', 'until May', 'other'])
  await named
  answer(['until May', 'other'])
  await removed

  await expect(again).rejects.toThrow('no longer there')
  expect(asked).toEqual([
    ['change', 1, { position: 0 }],
    ['change', 1, { name: 'until May' }],
    ['remove', 0],
  ])
})

/** What the bin holds of Stripe; each change is answered with the names that there are then. */
async function openSecrets(names: readonly string[]) {
  const asked: unknown[][] = []
  const waiting: ((names: readonly string[]) => void)[] = []
  const answers: (readonly string[])[] = []
  const held = (now: readonly string[]) => ({
    provider: 'stripe',
    secrets: now.map((name) => ({ name, createdAt: 1 })),
    extra: {},
  })
  const answered = () =>
    new Promise<ReturnType<typeof held>>((resolve) => {
      waiting.push((now) => resolve(held(now)))
      hand()
    })
  function hand(): void {
    while (waiting.length > 0 && answers.length > 0) waiting.shift()?.(answers.shift() ?? [])
  }
  // The rest is not asked for.
  const api = {
    listProviders: async () => [],
    listSecrets: async () => [held(names)],
    listRechecks: async () => [],
    changeSecret: (_provider: string, position: number, patch: unknown) => {
      asked.push(['change', position, patch])
      return answered()
    },
    removeSecret: (_provider: string, position: number) => {
      asked.push(['remove', position])
      return answered()
    },
  } as unknown as SecretsDeps['api']
  const secrets = createSecrets({ api, checking: signal(new Map()), isOwner: true })
  secrets.want()
  await expect.poll(() => secrets.heldOf('stripe')?.secrets.length).toBe(names.length)
  const answer = (now: readonly string[]) => {
    answers.push(now)
    hand()
  }
  return { secrets, asked, answer }
}
