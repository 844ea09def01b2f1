// Saves requests as a file: which of them, in what format, and how far it is.

import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { ExportFormatId } from '../../server/wire/exports.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { createExporter, type Written } from '../state/export.ts'
import { scopesOf } from '../state/scopes.ts'
import { storedSignal } from '../state/stored.ts'
import { counted, formatSize } from '../text/format-size.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/choices.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { downloadBlob } from '../ui/download.ts'
import { ScopeChoices } from './scope-choices.tsx'

interface Format {
  readonly id: ExportFormatId
  readonly label: string
  readonly what: string
}

const formats: readonly Format[] = [
  {
    id: 'har',
    label: 'HAR 1.2',
    what: 'For the tools of browsers, API clients and proxies.',
  },
  {
    id: 'ndjson',
    label: 'JSON lines',
    what: 'An object a line, with everything known of the request.',
  },
  {
    id: 'curl',
    label: 'curl script',
    what: 'Sends them again in order, to this bin or to a URL you give it.',
  },
  {
    id: 'http',
    label: 'Raw HTTP',
    what: 'The messages as they came, as parts of one multipart file.',
  },
]

/** The whole file passes through the browser's memory. */
const manyBytes = 500_000_000

export function ExportDialog({ session, onClose }: { session: BinSession; onClose: () => void }) {
  const { actions, storage, clock, toasts } = useInspector()
  const format = useMemo(
    () =>
      storedSignal<ExportFormatId>(
        storage,
        'hooklens:export',
        'har',
        (found) => formats.find(({ id }) => id === found)?.id,
      ),
    [],
  )
  const exporter = useMemo(
    () =>
      createExporter({ api: session.api, bin: session.id, now: clock.read, save: downloadBlob }),
    [session],
  )
  const scopes = useMemo(() => scopesOf(session, actions.exported.peek()), [])
  const scope = useSignal(scopes.at(-1)?.id ?? 'all')
  const chosen = scopes.find(({ id }) => id === scope.value) ?? scopes[0]
  const state = exporter.state.value
  const isRunning = state.type === 'running'
  const isLarge = isRunning
    ? state.bytes > manyBytes
    : chosen?.id === 'all' && (session.bin.value?.bytes ?? 0) > manyBytes

  useEffect(() => exporter.cancel, [exporter])

  async function save() {
    const done = await exporter.start(chosen?.selection ?? {}, format.value)
    if (!done) return
    toasts.info(`Exported ${writtenText(done)} to ${done.fileName}`)
    onClose()
  }

  return (
    <Dialog title="Export" onClose={onClose}>
      <fieldset class="export-choices" disabled={isRunning}>
        <ScopeChoices scopes={scopes} chosen={scope} />
        <Choices
          name="Format"
          items={formats}
          chosen={format.value}
          onChoose={(id) => {
            format.value = id
          }}
        />
      </fieldset>
      {state.type === 'idle' && (
        <p class="muted">
          Oldest first, with what the senders sent, their secrets included. No key of the bin is in
          it.
        </p>
      )}
      {isRunning && <Progress written={state} count={chosen?.count ?? null} />}
      {state.type === 'failed' && (
        <p class="field-error" role="alert">
          {state.message}
        </p>
      )}
      {isLarge && (
        <p class="muted">
          This may be a large file, which the browser must hold until it is saved. A filter makes it
          smaller, and the API's <code>/export</code> streams it.
        </p>
      )}
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" icon="download" disabled={isRunning} onClick={save}>
          Export
        </Button>
      </footer>
    </Dialog>
  )
}

function Progress({ written, count }: { written: Written; count: number | null }) {
  const name = 'How much is exported'
  return (
    <div class="export-progress">
      {count === null ? (
        <progress aria-label={name} />
      ) : (
        <progress
          aria-label={name}
          value={Math.min(written.requests, count)}
          max={Math.max(1, count)}
        />
      )}
      <p class="muted">
        {count === null
          ? `${writtenText(written)} so far`
          : `${written.requests.toLocaleString('en')} of ${counted(count, 'request')}, ${formatSize(written.bytes)}`}
      </p>
    </div>
  )
}

function writtenText({ requests, bytes }: Written): string {
  return `${counted(requests, 'request')}, ${formatSize(bytes)}`
}
