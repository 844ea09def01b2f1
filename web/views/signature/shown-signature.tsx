// A signature taken apart, for those who want to see: what was signed, what stands in the request, what was expected.

import { useSignal } from '@preact/signals'
import { useId, useMemo } from 'preact/hooks'
import { gap } from '../../../server/wire/durations.ts'
import type { RequestSummary } from '../../../server/wire/requests.ts'
import type { ExpectedSignature, SignatureParts } from '../../../server/wire/signatures.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import { createDeliveryApi } from '../../delivery-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { fromBase64 } from '../../state/request-detail.ts'
import { exactBytes } from '../../text/format-size.ts'
import { fullTime } from '../../text/format-time.ts'
import { toHex, toText } from '../../text/signed-bytes.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Segments } from '../../ui/segments.tsx'
import { TextWithCode } from '../../ui/text-with-code.tsx'

export interface ShownSignatureProps {
  readonly session: BinSession
  readonly request: RequestSummary
}

export function ShownSignature({ session, request }: ShownSignatureProps) {
  const { origin } = useInspector()
  const api = useMemo(() => createDeliveryApi(origin, session.id, session.key), [session])
  const id = useId()
  const isOpen = useSignal(false)
  const parts = useSignal<SignatureParts | undefined>(undefined)
  const problem = useSignal('')

  async function load(isExpected: boolean) {
    problem.value = ''
    try {
      parts.value = await api.getSignature(request.seq, isExpected)
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  return (
    <div class="shown-signature">
      <Button
        kind="plain"
        icon="chevron"
        aria-expanded={isOpen.value}
        aria-controls={id}
        onClick={() => {
          isOpen.value = !isOpen.value
          if (isOpen.value && !parts.value) load(false)
        }}
      >
        Show the signature
      </Button>
      <div id={id} hidden={!isOpen.value}>
        {problem.value && (
          <p class="field-error" role="alert">
            {problem.value}
          </p>
        )}
        {parts.value && (
          <Parts parts={parts.value} request={request} onExpected={() => load(true)} />
        )}
      </div>
    </div>
  )
}

interface PartsProps {
  readonly parts: SignatureParts
  readonly request: RequestSummary
  readonly onExpected: () => void
}

function Parts({ parts, request, onExpected }: PartsProps) {
  const { summary, given, signedAt, expected } = parts
  return (
    <dl class="fact-list">
      <div>
        <dt>Scheme</dt>
        <dd>
          <TextWithCode text={summary} />
        </dd>
      </div>
      {signedAt !== null && (
        <div>
          <dt>Signed at</dt>
          <dd>
            {fullTime(signedAt)}{' '}
            <span class="muted">· {distance(signedAt, request.receivedAt)}</span>
          </dd>
        </div>
      )}
      <div>
        <dt>Signed bytes</dt>
        <dd>
          <SignedBytes parts={parts} />
        </dd>
      </div>
      <div>
        <dt>In the request</dt>
        <dd>
          {given.map((signature) => (
            <p key={signature}>
              <code>{signature}</code>
              <CopyButton text={signature} name="the signature" label="" kind="plain" />
            </p>
          ))}
        </dd>
      </div>
      <div>
        <dt>Expected</dt>
        <dd>
          {expected === undefined ? (
            <Button icon="eye" onClick={onExpected}>
              Show what this bin's secrets make of it
            </Button>
          ) : (
            <Expected expected={expected} />
          )}
        </dd>
      </div>
    </dl>
  )
}

function Expected({ expected }: { expected: readonly ExpectedSignature[] }) {
  if (expected.length === 0) return <>This bin holds no secret to make one with.</>
  return (
    <>
      {expected.map(({ name, signature, isGiven }, index) => (
        <p key={`${index} ${name}`} class="expected-line">
          <code>{signature}</code>
          <CopyButton text={signature} name="the expected signature" label="" kind="plain" />{' '}
          <span class={isGiven ? 'ok' : 'muted'}>
            {isGiven && <Icon name="check" />}
            {isGiven ? 'as in the request' : 'not in the request'}
            {name && `, made with «${name}»`}
          </span>
        </p>
      ))}
    </>
  )
}

function SignedBytes({ parts: { signedBase64, signedBytes } }: { parts: SignatureParts }) {
  const bytes = useMemo(() => fromBase64(signedBase64), [signedBase64])
  const text = useMemo(() => toText(bytes), [bytes])
  const form = useSignal<'text' | 'hex'>(text === undefined ? 'hex' : 'text')
  const shown = form.value === 'text' && text !== undefined ? text : toHex(bytes)
  return (
    <>
      <div class="signed-tools">
        <Segments
          name="Signed bytes as"
          items={[
            ...(text === undefined ? [] : [{ id: 'text' as const, label: 'Text' }]),
            { id: 'hex' as const, label: 'Hex' },
          ]}
          chosen={form.value}
          onChoose={(chosen) => {
            form.value = chosen
          }}
        />
        <span class="muted">
          {bytes.length < signedBytes && `the first ${exactBytes(bytes.length)} of `}
          {exactBytes(signedBytes)}
        </span>
        <CopyButton text={shown} name="the signed bytes" kind="plain" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre class="signed-bytes" tabIndex={0}>
        {shown}
      </pre>
    </>
  )
}

function distance(signedAt: number, receivedAt: number): string {
  const ms = receivedAt - signedAt
  if (Math.abs(ms) < 1_000) return 'within a second of its arrival'
  return ms > 0 ? `${gap(ms)} before it arrived` : `${gap(-ms)} after it arrived`
}
