// Whether the bin validates its URL for those who ask, as each of them demands.

import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import { createDeliveryApi } from '../../delivery-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { Switch } from '../../ui/switch.tsx'
import { Section } from './section.tsx'

export function HandshakesSection({ session }: { session: BinSession }) {
  const { origin, canChange, toasts } = useInspector()
  const api = useMemo(() => createDeliveryApi(origin, session.id, session.key), [session])
  const isOn = useSignal<boolean | undefined>(undefined)
  const problem = useSignal('')

  useEffect(() => {
    api.getRules().then(
      ({ handshakes }) => {
        isOn.value = handshakes
      },
      (error: unknown) => {
        problem.value = messageOf(error)
      },
    )
  }, [api])

  async function set(wanted: boolean) {
    const before = isOn.peek()
    isOn.value = wanted
    try {
      isOn.value = (await api.setRules({ handshakes: wanted })).handshakes
    } catch (error) {
      isOn.value = before
      toasts.error(`Not saved. ${messageOf(error)}`)
    }
  }

  return (
    <Section
      name="Handshakes"
      intro="Many providers first ask whether a URL is ready for webhooks, and want a certain answer: a challenge sent back, a hash of it, a status. The request is stored and labelled like any other."
    >
      <Switch
        name="Answer them"
        text="Off, they are answered like everything else, and the provider will refuse the URL: to try out your own handler's answer."
        isOn={isOn.value ?? true}
        isDisabled={!canChange.value || isOn.value === undefined}
        onChange={set}
      />
      {problem.value && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
    </Section>
  )
}
