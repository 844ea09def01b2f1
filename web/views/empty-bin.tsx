// A bin that nothing has reached yet: its URL, and every way to make something arrive.

import '../styles/empty-part.css'
import { useSignal } from '@preact/signals'
import { messageOf } from '../api.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { sampleCommands } from '../text/sample-commands.ts'
import { type SampleWebhook, sampleWebhooks } from '../text/sample-webhooks.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Segments } from '../ui/segments.tsx'
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
  const { api, clock, toasts } = useInspector()
  const isBusy = useSignal(false)

  async function send({ path, headers, body }: SampleWebhook) {
    isBusy.value = true
    try {
      // By the path alone: the page may talk to no other origin than its own.
      const { pathname } = new URL(session.bin.value?.captureUrl ?? '')
      await api.capture(pathname + path, headers, body)
    } catch (error) {
      toasts.error(messageOf(error))
    } finally {
      isBusy.value = false
    }
  }

  return (
    <p class="samples">
      <span>Or send a sample:</span>
      {sampleWebhooks(clock.read()).map((sample) => (
        <Button key={sample.label} disabled={isBusy.value} onClick={() => send(sample)}>
          {sample.label}
        </Button>
      ))}
    </p>
  )
}
