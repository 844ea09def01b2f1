// Sends the open request to a target, as it came or edited, and shows what came back.

import '../../styles/replay-part.css'
import { effect } from '@preact/signals'
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { CapturedRequest, RequestSummary } from '../../../server/wire/requests.ts'
import { messageOf } from '../../api.ts'
import { useCommand } from '../../commands/use-command.ts'
import { useInspector } from '../../context.ts'
import { createDeliveryApi, type DeliveryApi } from '../../delivery-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { createReplayForm, type ReplayForm } from '../../state/replay-form.ts'
import { type Signer, signerOf } from '../../state/signing.ts'
import { IconButton } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Banner } from '../banner.tsx'
import { useSecrets } from '../secrets/use-secrets.ts'
import { useDevelopmentKeys } from '../secrets/use-signing.ts'
import { EditParts } from './edit-parts.tsx'
import { ReplayResult } from './replay-result.tsx'
import { ResignSwitch } from './resign-switch.tsx'
import { SendButton } from './send-button.tsx'
import { TargetField } from './target-field.tsx'
import { WayLine } from './way-line.tsx'

export interface ReplayDrawerProps {
  readonly session: BinSession
  readonly request: RequestSummary
}

export function ReplayDrawer({ session, request }: ReplayDrawerProps) {
  const { origin } = useInspector()
  const api = useMemo(() => createDeliveryApi(origin, session.id, session.key), [session])
  const secrets = useSecrets(session)
  const keys = useDevelopmentKeys(session)
  secrets.want()
  const detail = session.details.get(request.seq)
  detail.request.want()
  const full = detail.request.state.value
  return (
    <Drawer
      key={request.seq}
      session={session}
      request={request}
      captured={full.type === 'loaded' ? full.value : undefined}
      api={api}
      signer={signerOf(secrets, keys, request.provider?.id)}
    />
  )
}

interface DrawerProps extends ReplayDrawerProps {
  /** Undefined until it is loaded; until then it can be sent, but not edited. */
  readonly captured: CapturedRequest | undefined
  readonly api: DeliveryApi
  readonly signer: Signer | undefined
}

function Drawer({ session, request, captured, api, signer }: DrawerProps) {
  const { actions, tabStorage, toasts } = useInspector()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const known = useRef<ReplayForm>(null)
  known.current ??= createReplayForm({ session, request, api, storage: tabStorage })
  const form = known.current
  const { replay } = session
  const edited = form.draft.edited.value

  async function send() {
    if (replay.draft.peek().trim() === '') return field.current?.focus()
    try {
      const run = await form.send(captured)
      if (run) actions.showRuns(run.id)
    } catch (error) {
      toasts.error(messageOf(error))
    }
  }
  useCommand('replay', send)
  useSendKeys(send)

  // Not after the next frame: keys may be pressed before that.
  useLayoutEffect(
    () =>
      effect(() => {
        if (!replay.wantsEditor.value) return
        replay.wantsEditor.value = false
        form.openEditor()
      }),
    [],
  )
  useLayoutEffect(() => {
    if (replay.state.peek().type !== 'sending' && !form.isEditing.peek()) field.current?.focus()
    return form.close
  }, [])
  useEffect(() => {
    form.canResign.value = signer?.isReady === true
  }, [signer?.isReady])

  return (
    <aside class="drawer" aria-labelledby={`${id}-title`}>
      <header class="drawer-head">
        <h2 id={`${id}-title`}>Replay #{request.seq}</h2>
        {edited.length > 0 && (
          <span class="chip muted" title="The captured request stays as it is">
            {edited.length === 1 ? `${edited[0]} edited` : `${edited.length} parts edited`}
          </span>
        )}
        <span class="spring" />
        <IconButton label="Close (Esc)" icon="close" onClick={actions.closeReplay} />
      </header>
      <form
        class="drawer-form"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        {request.state === 'malformed' ? (
          <Banner
            tone="warn"
            headline="This was not valid HTTP when it arrived, so it cannot be sent again."
          />
        ) : (
          <>
            <TargetField form={form} fieldRef={field} />
            <WayLine way={form.way} ownerKey={session.key} />
            <Switch
              name="Exact URL"
              text="Send to the target as it is, without the request's own path and query."
              isOn={replay.targets.value.exact}
              onChange={replay.setExact}
            />
            {signer && (
              <ResignSwitch session={session} form={form} request={request} signer={signer} />
            )}
            {captured && <EditParts session={session} form={form} captured={captured} />}
            <SendButton form={form} captured={captured} />
          </>
        )}
      </form>
      <ReplayResult session={session} seq={request.seq} />
    </aside>
  )
}

/** Ctrl+Enter, wherever the focus is: it may have gone with a button that is no longer there. */
function useSendKeys(send: () => void): void {
  const { dialog } = useInspector()
  const latest = useRef(send)
  latest.current = send
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Enter' || event.ctrlKey === event.metaKey || event.repeat) return
      if (dialog.peek() !== null) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
