// A bin that nothing has reached yet: its URL, and every way to make something arrive.

import '../styles/empty-part.css'
import { useSignal } from '@preact/signals'
import { toBase64 } from '../../server/wire/formats/bytes.ts'
import { sampleSecretName } from '../../server/wire/secrets.ts'
import { messageOf, settle } from '../api.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { sampleCommands } from '../text/sample-commands.ts'
import { sampleWebhooks } from '../text/sample-webhooks.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Segments } from '../ui/segments.tsx'
import { useSecrets } from './secrets/use-secrets.ts'
import { WhereToPaste } from './where-to-paste.tsx'

export function EmptyBin({ session }: { session: BinSession }) {
  const url = session.bin.value?.captureUrl ?? ''
  return (
    <section class="empty" aria-label="Nothing has arrived yet">
      <div class="empty-inside">
        <h2>
          <i class="pulse" aria-hidden="true" />
          Waiting for the first request
        </h2>
        <p class="muted">Send anything to this URL, or below it. It opens here as it arrives.</p>
        <div class="big-url">
          <code>{url}</code>
          <CopyButton text={url} name="the capture URL" kind="primary" />
        </div>
        <Commands url={url} />
        <Samples session={session} />
        <WhereToPaste session={session} />
      </div>
    </section>
  )
}

function Commands({ url }: { url: string }) {
  const commands = sampleCommands(url)
  const chosen = useSignal('curl')
  const command = commands.find(({ id }) => id === chosen.value)
  return (
    <div class="commands">
      <div class="commands-head">
        <Segments
          name="Command"
          items={commands}
          chosen={chosen.value}
          onChoose={(id) => {
            chosen.value = id
          }}
        />
        <span class="spring" />
        <CopyButton text={command?.text ?? ''} name="the command" kind="plain" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{command?.text}</pre>
    </div>
  )
}

function Samples({ session }: { session: BinSession }) {
  const { origin, clock, toasts, canChange } = useInspector()
  const secrets = useSecrets(session)
  const isBusy = useSignal(false)
  // Signing takes a secret of the bin.
  if (!canChange.value) return null

  async function send(wanted: string) {
    // Made anew: its times are those of the click.
    const sample = sampleWebhooks(clock.read()).find(({ provider }) => provider === wanted)
    if (!sample) return
    isBusy.value = true
    try {
      const signed = await secrets.sign({
        scheme: wanted,
        method: 'POST',
        url: (session.bin.value?.captureUrl ?? '') + sample.path,
        headers: sample.headers,
        bodyBase64: toBase64(new TextEncoder().encode(sample.body)),
      })
      // By the path alone: the page may talk to no other origin than its own.
      const { pathname, search } = new URL(signed.url)
      const headers = signed.headers.map(([...pair]) => pair)
      const bytes = fromBase64(signed.bodyBase64)
      await settle(fetch(origin + pathname + search, { method: 'POST', headers, body: bytes }))
    } catch (error) {
      toasts.error(messageOf(error))
    } finally {
      isBusy.value = false
    }
  }

  return (
    <div class="samples">
      <p>
        <span>Or send a signed sample:</span>
        {sampleWebhooks(clock.read()).map(({ provider, label }) => (
          <Button key={provider} disabled={isBusy.value} onClick={() => send(provider)}>
            {label}
          </Button>
        ))}
      </p>
      <p>
        Where this bin holds no secret of the sender, one is added to its settings: “
        {sampleSecretName}”.
      </p>
    </div>
  )
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}
