// The README's pictures: a bin as a developer has it in front of them, and the rules that it answers by.

import { createHmac } from 'node:crypto'
import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' }
import { createApiClient } from '../../server/client/api.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { GivenRule } from '../../server/wire/rules/rules.ts'
import { open, type Scene } from './scene.ts'

/** By the name of the file each becomes. */
export function readmeScenes(bin: MintedBin): Readonly<Record<string, Scene>> {
  const newest = async (page: Parameters<NonNullable<Scene['prepare']>>[0]) => {
    await page.getByRole('option').filter({ hasText: 'pull_request.opened' }).first().click()
    await page.getByRole('tab', { name: /^Body/ }).click()
    await page.getByText('"pull_request"').first().waitFor()
  }
  const firstTurn: Scene['prepare'] = async (page) => {
    await page.getByRole('button', { name: 'The turn before' }).click()
    await page.getByText('"try again"').last().waitFor()
    await page.getByText('Turn 1: response 1 of 3').waitFor()
  }
  return {
    'docs/inspector.png': { name: 'readme', path: open(bin), prepare: newest },
    'docs/responses.png': {
      name: 'rules',
      path: open(bin, '/rules/invoices'),
      shows: '.preview-turn',
      prepare: firstTurn,
    },
  }
}

const rules: readonly GivenRule[] = [
  {
    id: 'invoices',
    name: 'Invoices fail twice, then succeed',
    when: 'provider:stripe event:invoice.*',
    then: [
      {
        status: 503,
        headers: [['Retry-After', '2']],
        body: '{\n  "error": "try again",\n  "event": {{body.id}},\n  "attempt": {{turn}}\n}',
        template: true,
      },
      { end: 'reset' },
      { status: 200, body: '{"ok":true}' },
    ],
    per: 'delivery',
  },
  {
    id: 'orders',
    name: 'Orders are slow',
    when: 'path:/orders*',
    then: { status: 202, delayMs: [1_000, 3_000] },
  },
  { id: 'flaky', name: 'Flaky: 20 %', when: '', off: true, then: { status: 500, chance: 0.2 } },
]

/** Signed webhooks of several senders, one of them wrongly, and an invoice that failed at first. */
export async function sendForReadme(server: string, bin: MintedBin): Promise<void> {
  const routes = createApiClient(server, bin.ownerKey).api.bins[':bin']
  const keep = (provider: string, secret: string) =>
    routes.secrets[':provider'].$put({
      param: { bin: bin.id, provider },
      json: { secrets: [{ name: 'test', secret }] },
    })
  await keep('stripe', stripeSecret)
  await keep('github', githubSecret)
  await routes.rules.$put({ param: { bin: bin.id }, json: { rules } })
  const send = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${server}/in/${bin.id}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
      // One answer is a reset.
    }).catch(() => undefined)
  const github = (event: string, secret: string) => {
    const body = JSON.stringify(examples.find(({ name }) => name === event)?.examples[0])
    return send('/github', body, {
      'User-Agent': 'GitHub-Hookshot/044aadd',
      'X-GitHub-Event': event,
      'X-GitHub-Delivery': crypto.randomUUID(),
      'X-Hub-Signature-256': `sha256=${hmac(secret, body)}`,
    })
  }
  const stripe = (body: string) => {
    const at = Math.floor(Date.now() / 1000)
    return send('/stripe', body, {
      'Stripe-Signature': `t=${at},v1=${hmac(stripeSecret, `${at}.${body}`)}`,
    })
  }
  await send('/orders/8841', '{"type":"order.created","total":12.50,"currency":"eur"}')
  await send(
    '/slack',
    '{"type":"url_verification","token":"Jhj5dZrVaK7ZwHHj","challenge":"3eZbrw1a"}',
  )
  await github('push', 'the secret of another hook')
  await github('issues', githubSecret)
  for (const _attempt of [1, 2, 3]) await stripe(invoice('evt_1PgQ2eLkdIwHu7ix0Nf2kVbA', 4_900))
  await github('pull_request', githubSecret)
  await stripe(invoice('evt_1PgQ9xLkdIwHu7ixX0c3mPqR', 12_000))
}

const stripeSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const githubSecret = 'It is a secret to everybody'

function invoice(id: string, paid: number): string {
  return `{"id":"${id}","object":"event","type":"invoice.paid","livemode":false,"data":{"object":{"id":"in_${id.slice(4, 10)}","object":"invoice","amount_paid":${paid},"currency":"usd"}}}`
}

function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}
