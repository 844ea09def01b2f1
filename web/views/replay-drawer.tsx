// Sends the open request to a target and shows what came back.

import '../styles/replay-part.css'
import { useEffect, useId, useMemo, useRef } from 'preact/hooks'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { createLoader } from '../state/load.ts'
import { fromBase64 } from '../state/request-detail.ts'
import { resolveTarget } from '../text/resolve-target.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { Banner } from './banner.tsx'
import { DeliveryResult } from './delivery-result.tsx'

export interface ReplayDrawerProps {
  readonly session: BinSession
  readonly request: RequestSummary
}

export function ReplayDrawer({ session, request }: ReplayDrawerProps) {
  const { actions } = useInspector()
  const { replay } = session
  const { recent, exact } = replay.targets.value
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const target = replay.draft.value
  const resolved = resolveTarget(target, exact ? undefined : request)
  const state = replay.state.value
  const isSending = state.type === 'sending'
  const others = recent.filter((known) => known !== target.trim())

  useEffect(() => {
    if (!isSending) field.current?.focus()
  }, [])

  function send() {
    const wanted = replay.draft.value.trim()
    if (wanted === '') field.current?.focus()
    else replay.send(request.seq, wanted)
  }

  return (
    <aside class="drawer" aria-labelledby={`${id}-title`}>
      <header class="drawer-head">
        <h2 id={`${id}-title`}>Replay #{request.seq}</h2>
        <IconButton label="Close (Esc)" icon="close" onClick={actions.closeReplay} />
      </header>
      <form
        class="drawer-form"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          send()
        }}
      >
        <label class="label" for={`${id}-target`}>
          Target
        </label>
        <input
          ref={field}
          id={`${id}-target`}
          class="field mono"
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          placeholder="http://localhost:3000/webhooks"
          value={target}
          aria-describedby={`${id}-resolved`}
          onInput={(event) => {
            replay.draft.value = event.currentTarget.value
          }}
        />
        <p class={`resolved ${resolved ? 'mono' : ''}`} id={`${id}-resolved`}>
          {resolved ? `→ ${resolved}` : 'A URL, or a port of this machine: 3000'}
        </p>
        {others.length > 0 && (
          <ul class="recent" aria-label="Recent targets">
            {others.map((known) => (
              <li key={known}>
                <button
                  type="button"
                  class="mono"
                  onClick={() => {
                    replay.draft.value = known
                  }}
                >
                  {known}
                </button>
              </li>
            ))}
          </ul>
        )}
        <Switch
          name="Exact URL"
          text="Leave out the captured path and query."
          isOn={exact}
          onChange={replay.setExact}
        />
        {isSending ? (
          // Keyed apart: were one button turned into the other under a click, cancelling would send again.
          <Button key="cancel" onClick={() => replay.cancel()} class="send">
            Cancel <Waited since={state.startedAt} />
          </Button>
        ) : (
          <Button key="send" kind="primary" type="submit" icon="send" class="send">
            Send
          </Button>
        )}
      </form>
      <div class="drawer-result" aria-live="polite">
        <Result session={session} />
      </div>
    </aside>
  )
}

function Waited({ since }: { since: number }) {
  const { clock } = useInspector()
  const seconds = Math.max(0, Math.floor((clock.now.value - since) / 1000))
  return <span class="muted">{seconds > 0 ? `waiting for ${seconds} s` : 'waiting…'}</span>
}

function Result({ session }: { session: BinSession }) {
  const { place } = useInspector()
  const state = session.replay.state.value
  const delivery = state.type === 'done' ? state.delivery : undefined
  const body = useMemo(() => {
    const bytes = fromBase64(delivery?.bodyBase64 ?? '')
    return createLoader(() => Promise.resolve(bytes), new AbortController().signal)
  }, [delivery])

  if (state.type === 'idle' || state.type === 'sending') return null
  const isOther = state.seq !== place.value?.seq
  return (
    <>
      {isOther && <p class="muted other">Of request #{state.seq}:</p>}
      {delivery && <DeliveryResult delivery={delivery} body={body} key={delivery.id} />}
      {state.type === 'failed' && <Banner tone="bad" headline={state.message} />}
    </>
  )
}
