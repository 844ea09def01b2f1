// What stands in place of a bin that cannot be shown: why, and what to do.

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { ownerKeyPrefix, viewKeyPrefix } from '../../server/wire/bins.ts'
import type { BinId } from '../../server/wire/ids.ts'
import { messageOf } from '../api.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { Button } from '../ui/button.tsx'

export function Gate({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="gate">
      <h2>{title}</h2>
      {children}
    </main>
  )
}

/** A bin that failed to open, or went away while it was open. */
export function FailedBin({ session }: { session: BinSession }) {
  const status = session.status.value
  if (status.type !== 'failed') return null
  switch (status.code) {
    case 'unauthorized':
    case 'wrong-key':
      return <NeedsKey id={session.id} reason="The key that this browser has does not open it." />
    case 'not-found':
    case 'deleted':
    case 'expired':
      return <GoneBin id={session.id} code={status.code} message={status.message} />
    default:
      return (
        <Gate title="The bin cannot be opened">
          <p>{status.message}</p>
          <p class="gate-actions">
            <Button kind="primary" onClick={() => session.load()}>
              Try again
            </Button>
          </p>
        </Gate>
      )
  }
}

const goneTitles: Readonly<Record<string, string>> = {
  'not-found': 'There is no such bin',
  deleted: 'This bin was deleted',
  expired: 'This bin has expired',
}

function GoneBin({ id, code, message }: { id: BinId; code: string; message: string }) {
  const { keyring, startOver, dialog } = useInspector()
  const isKnown = keyring.find(id) !== undefined
  const title = goneTitles[code] ?? 'This bin is gone'
  return (
    <Gate title={title}>
      {/* What the server says may begin as the title does. */}
      <p>{message.replace(`${title}. `, '')}</p>
      <p class="gate-actions">
        <Button
          kind="primary"
          icon="plus"
          onClick={() => {
            dialog.value = 'new-bin'
          }}
        >
          New bin…
        </Button>
        {isKnown && (
          <Button
            onClick={() => {
              keyring.forget(id)
              startOver()
            }}
          >
            Remove it from my bins
          </Button>
        )}
      </p>
    </Gate>
  )
}

export function NeedsKey({ id, reason }: { id: BinId; reason: string }) {
  const { openWithKey } = useInspector()
  const key = useSignal('')
  const error = useSignal<string | undefined>(undefined)

  async function open(event: Event) {
    event.preventDefault()
    const given = key.value.trim().replace(/^.*#key=/, '')
    if (!given.startsWith(ownerKeyPrefix) && !given.startsWith(viewKeyPrefix)) {
      error.value = `A key begins with ${ownerKeyPrefix} or ${viewKeyPrefix}.`
      return
    }
    try {
      error.value = undefined
      await openWithKey(id, given)
    } catch (failure) {
      error.value = messageOf(failure)
    }
  }

  return (
    <Gate title={`“${id}” needs a key`}>
      <p>{reason} Ask whoever made the bin for a link, or paste its key.</p>
      <form class="gate-form" onSubmit={open}>
        <label class="off-screen" for="bin-key">
          Key of the bin
        </label>
        <input
          id="bin-key"
          class="field mono"
          type="password"
          autoComplete="off"
          placeholder="hlo_… or hlv_…"
          value={key.value}
          aria-describedby="bin-key-error"
          onInput={(event) => {
            key.value = event.currentTarget.value
          }}
        />
        <Button kind="primary" type="submit">
          Open
        </Button>
      </form>
      <p class="field-error" id="bin-key-error" role="alert">
        {error.value}
      </p>
      <p class="muted">
        Lost it? On the machine that runs Hooklens, <code>hooklens bins key {id}</code> makes a new
        one.
      </p>
    </Gate>
  )
}

/** At `/`, while the first bin is being minted. */
export function Home() {
  const { mintError, mint } = useInspector()
  const failure = mintError.value
  if (failure === undefined) return <main class="gate" aria-busy="true" />
  return (
    <Gate title="No bin could be made">
      <p>{failure}</p>
      <p class="gate-actions">
        <Button kind="primary" onClick={() => mint({}).catch(() => {})}>
          Try again
        </Button>
      </p>
    </Gate>
  )
}
