// What a request offers to have done with it at a click: each is said honestly before, since anyone can send one.

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { RequestOffers, RequestSummary } from '../../../server/wire/requests.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import { createDeliveryApi } from '../../delivery-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { isFailure, outcomeText } from '../../text/describe.ts'
import { onlyTextIn } from '../../text/only-text.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { IconName } from '../../ui/icons.tsx'
import { useSecrets } from '../secrets/use-secrets.ts'

export interface OffersProps {
  readonly session: BinSession
  readonly request: RequestSummary
  readonly offers: RequestOffers
}

export function Offers({ session, request, offers }: OffersProps) {
  const { origin, toasts } = useInspector()
  const secrets = useSecrets(session)
  const api = useMemo(() => createDeliveryApi(origin, session.id, session.key), [session])
  const { seq, provider } = request
  const label = provider?.label ?? 'The sender'
  const { confirm, key, secret } = offers

  async function confirmIt() {
    const delivery = await api.confirm(seq)
    const tell = isFailure(delivery) ? toasts.error : toasts.info
    tell(`${confirm?.host}: ${outcomeText(delivery)}`)
    refresh()
  }

  async function accept(what: 'key' | 'secret') {
    await secrets.accept(seq, what)
    toasts.info(`Kept for ${label}`)
    refresh()
  }

  /** What was taken is not offered again. */
  function refresh() {
    session.details.peek(seq)?.request.refresh()
  }

  return (
    <>
      {confirm && (
        <Offer icon="check" action={confirm.label} run={confirmIt}>
          It asks to have a URL at <code>{confirm.host}</code> fetched, which validates the webhook.
          Anyone can send such a request: fetch it if you have just set up this webhook.
        </Offer>
      )}
      {key && (
        <Offer icon="key" action="Fetch the key" run={() => accept('key')}>
          The key to check its signature with is had from <code>{key.host}</code>. The server
          fetches it from there, once, and keeps it for this bin.
        </Offer>
      )}
      {secret !== undefined && (
        <Offer icon="key" action="Keep this secret" run={() => accept('secret')}>
          It hands over the secret that {label} signs with from now on. Anyone can send one: keep it
          if you have just set up this webhook.
          <HandedText session={session} request={request} />
        </Offer>
      )}
    </>
  )
}

/** Some providers want it pasted back, so it is there to copy where it is all that the body holds. */
function HandedText({ session, request: { seq, body } }: Omit<OffersProps, 'offers'>) {
  const { storedBody } = session.details.get(seq)
  if (body.size === 0 || body.size > mostHandedBytes) return null
  storedBody.want()
  const state = storedBody.state.value
  const text = state.type === 'loaded' ? onlyTextIn(state.value) : undefined
  if (text === undefined) return null
  return (
    <span class="handed">
      {' '}
      To be pasted back, where that is asked for: <code>{text}</code>
      <CopyButton text={text} name="what it hands over" label="" kind="plain" />
    </span>
  )
}

const mostHandedBytes = 4_096

interface OfferProps {
  readonly icon: IconName
  readonly action: string
  readonly run: () => Promise<void>
  readonly children: ComponentChildren
}

function Offer({ icon, action, run, children }: OfferProps) {
  const isBusy = useSignal(false)
  const problem = useSignal('')

  async function take() {
    isBusy.value = true
    problem.value = ''
    await run().catch((error: unknown) => {
      problem.value = messageOf(error)
    })
    isBusy.value = false
  }

  return (
    <div class="offer">
      <p>{children}</p>
      <Button icon={icon} class="remedy" disabled={isBusy.value} onClick={take}>
        {action}
      </Button>
      {problem.value && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  )
}
