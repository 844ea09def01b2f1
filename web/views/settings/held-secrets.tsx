// The secrets a bin holds of one provider, by their names: the first one signs. Named, moved and removed one by one.

import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import type { SecretSummary } from '../../../server/wire/secrets.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { Secrets } from '../../state/secrets.ts'
import { signingKeysOf } from '../../state/signing.ts'
import { fullTime, timeAgo } from '../../text/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { MenuItem, Popover } from '../../ui/popover.tsx'

export interface HeldSecretsProps {
  readonly secrets: Secrets
  readonly provider: ProviderInfo
}

export function HeldSecrets({ secrets, provider }: HeldSecretsProps) {
  const { toasts } = useInspector()
  const held = secrets.heldOf(provider.id)?.secrets ?? []

  async function tell(change: Promise<void>): Promise<void> {
    await change.catch((error: unknown) => toasts.error(messageOf(error)))
  }

  return (
    <ul class="held-secrets" aria-label={`Secrets of ${provider.label}`}>
      {held.map((secret, position) => (
        <HeldSecret
          // What is being done about one stays with it when they are moved.
          key={keyOf(held, position)}
          secret={secret}
          position={position}
          count={held.length}
          canSign={signingKeysOf(provider).includes('secret')}
          onName={(name) => tell(secrets.changeOne(provider.id, { secret, position }, { name }))}
          onMove={(to) =>
            tell(secrets.changeOne(provider.id, { secret, position }, { position: to }))
          }
          onRemove={() => tell(secrets.removeOne(provider.id, { secret, position }))}
        />
      ))}
    </ul>
  )
}

/** Two of the same moment may have the same name, or none. */
function keyOf(held: readonly SecretSummary[], position: number): string {
  const keys = held.slice(0, position + 1).map(({ createdAt, name }) => `${createdAt} ${name}`)
  const key = keys[position]
  return `${key} ${keys.filter((other) => other === key).length}`
}

interface HeldSecretProps {
  readonly secret: SecretSummary
  readonly position: number
  readonly count: number
  readonly canSign: boolean
  readonly onName: (name: string) => Promise<void>
  readonly onMove: (to: number) => void
  readonly onRemove: () => Promise<void>
}

function HeldSecret(props: HeldSecretProps) {
  const { secret, position, count, canSign, onName, onMove, onRemove } = props
  const { clock } = useInspector()
  const doing = useSignal<'nothing' | 'naming' | 'removing'>('nothing')
  const name = secret.name || `Secret ${position + 1}`
  const isSigning = canSign && count > 1 && position === 0

  function stop() {
    doing.value = 'nothing'
  }

  if (doing.value === 'naming') {
    return (
      <li>
        <NameForm
          name={secret.name}
          onSave={(typed) => {
            onName(typed).then(stop)
          }}
          onCancel={stop}
        />
      </li>
    )
  }
  return (
    <li>
      <span class="held-secret">
        <b>{name}</b>{' '}
        <span class="muted" title={fullTime(secret.createdAt)}>
          set {timeAgo(secret.createdAt, clock.now.value)}
        </span>
        {isSigning && <span class="chip muted">signs replays</span>}
      </span>
      {doing.value === 'removing' ? (
        <>
          <Button
            kind="danger"
            onClick={() => {
              onRemove().then(stop)
            }}
          >
            Remove it
          </Button>
          <Button onClick={stop}>Keep</Button>
        </>
      ) : (
        <Popover name={`More for ${name}`} icon="more" align="end">
          {(close) => {
            const run = (action: () => void) => () => {
              close()
              action()
            }
            return (
              <>
                {canSign && position > 0 && (
                  <MenuItem icon="key" onClick={run(() => onMove(0))}>
                    Sign replays with it
                  </MenuItem>
                )}
                {position > 0 && (
                  <MenuItem icon="up" onClick={run(() => onMove(position - 1))}>
                    Move up
                  </MenuItem>
                )}
                {position < count - 1 && (
                  <MenuItem icon="down" onClick={run(() => onMove(position + 1))}>
                    Move down
                  </MenuItem>
                )}
                <MenuItem
                  icon="note"
                  onClick={run(() => {
                    doing.value = 'naming'
                  })}
                >
                  Rename…
                </MenuItem>
                <hr />
                <MenuItem
                  icon="trash"
                  isDanger
                  onClick={run(() => {
                    doing.value = 'removing'
                  })}
                >
                  Remove…
                </MenuItem>
              </>
            )
          }}
        </Popover>
      )}
    </li>
  )
}

interface NameFormProps {
  readonly name: string
  readonly onSave: (name: string) => void
  readonly onCancel: () => void
}

function NameForm({ name, onSave, onCancel }: NameFormProps) {
  const field = useRef<HTMLInputElement>(null)
  // Not after the next frame: a key may be pressed before that.
  useLayoutEffect(() => field.current?.select(), [])
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(field.current?.value.trim() ?? '')
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <input
        ref={field}
        class="field"
        type="text"
        autoComplete="off"
        maxLength={100}
        aria-label="Name of the secret"
        defaultValue={name}
      />
      <Button kind="primary" type="submit">
        Rename
      </Button>
      <Button onClick={onCancel}>Cancel</Button>
    </form>
  )
}
