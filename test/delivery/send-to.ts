// Sends one message to a target, as the guard of a server bound to loopback lets it.

import { type Outgoing, type SendOptions, send } from '../../server/delivery/send.ts'
import { createTargetGuard } from '../../server/delivery/target-guard.ts'

const guard = createTargetGuard({ boundToLoopback: true, allow: [] })

/** Sends to a target of this machine, by default an empty POST. */
export async function sendTo(
  target: string,
  outgoing: Partial<Outgoing> = {},
  options: Partial<SendOptions> = {},
) {
  const checked = await guard.check(target)
  if (checked.type !== 'allowed') throw new Error(checked.message)
  const message = { method: 'POST', path: '/', headers: [], body: new Uint8Array(), ...outgoing }
  return send(message, {
    target: checked.target,
    addresses: checked.addresses,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    ...options,
  })
}
