// Finds out how a request is signed, given the secret: what fits, to be used from then on, or what was tried.

import { useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { CapturedRequest } from '../../../server/wire/requests.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { Guess } from '../../signing-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { Button } from '../../ui/button.tsx'
import { TextWithCode } from '../../ui/text-with-code.tsx'
import { CredentialField } from '../secrets/credential-field.tsx'
import { useSecrets } from '../secrets/use-secrets.ts'
import { useSigningApi } from '../secrets/use-signing.ts'
import { Guesses } from './guesses.tsx'

export interface FindOutProps {
  readonly session: BinSession
  readonly captured: CapturedRequest
  /** The one that looks like a signature. */
  readonly header: string
  /** To where all of it is entered by hand. */
  readonly onForm: () => void
  readonly onClose: () => void
}

type Progress =
  | { readonly type: 'asking' }
  | { readonly type: 'trying' }
  | { readonly type: 'found'; readonly guesses: readonly Guess[] }
  | { readonly type: 'used'; readonly guess: Guess }
  | { readonly type: 'failed'; readonly message: string }

export function FindOut({ session, captured, header, onForm, onClose }: FindOutProps) {
  const { toasts } = useInspector()
  const api = useSigningApi(session)
  const secrets = useSecrets(session)
  const id = useId()
  const part = useRef<HTMLDivElement>(null)
  const secret = useSignal('')
  const progress = useSignal<Progress>({ type: 'asking' })
  const { type } = progress.value

  useLayoutEffect(() => part.current?.querySelector<HTMLElement>('.field')?.focus(), [])

  async function find() {
    progress.value = { type: 'trying' }
    try {
      const guesses = await api.guess(captured.seq, secret.peek().trim())
      progress.value = { type: 'found', guesses: guesses.map((one) => asCaptured(one, captured)) }
    } catch (error) {
      progress.value = { type: 'failed', message: messageOf(error) }
    }
  }

  async function use(guess: Guess) {
    try {
      await secrets.enter(guess.provider, {
        secrets: [{ secret: secret.peek().trim() }],
        // Of one's own sender there is one; another one's secrets are no use to it.
        others: guess.provider === 'custom' ? 'replaced' : 'after',
        extra: { ...emptied(guess.provider), ...guess.extra },
      })
      secret.value = ''
      progress.value = { type: 'used', guess }
    } catch (error) {
      toasts.error(messageOf(error))
    }
  }

  /** What another description has said does not count for this one; names and the like stay. */
  function emptied(provider: string): Record<string, string> {
    if (provider !== 'custom') return {}
    const { extra = {} } = secrets.heldOf(provider) ?? {}
    const replaced = Object.keys(extra).filter((name) => !['name', 'event', 'id'].includes(name))
    return Object.fromEntries(replaced.map((name) => [name, '']))
  }

  return (
    <div class="remedy-form find-out" ref={part}>
      {progress.value.type === 'used' ? (
        <Used guess={progress.value.guess} onForm={onForm} onClose={onClose} />
      ) : (
        <>
          <form
            class="credentials"
            onSubmit={(event) => {
              event.preventDefault()
              if (type !== 'trying') find()
            }}
          >
            <CredentialField
              field={{
                name: 'secret',
                label: 'Secret of the sender',
                hint: 'Tried on this request by the server, which does not keep it unless you use what is found.',
              }}
              value={secret.value}
              isRequired
              problemId={`${id}-problem`}
              onInput={(value) => {
                secret.value = value
                if (progress.peek().type !== 'trying') progress.value = { type: 'asking' }
              }}
            />
            <p class="field-error" id={`${id}-problem`} role="alert">
              {progress.value.type === 'failed' && progress.value.message}
            </p>
            <p class="credential-tools">
              <Button
                kind={type === 'found' ? 'outlined' : 'primary'}
                type="submit"
                disabled={type === 'trying'}
              >
                Find out
              </Button>
              <Button onClick={onClose}>Cancel</Button>
            </p>
          </form>
          {/* There before there is anything to say, so that it is read out. */}
          <div aria-live="polite">
            {progress.value.type === 'found' && (
              <Guesses
                guesses={progress.value.guesses}
                header={header}
                replaces={(secrets.heldOf('custom')?.secrets.length ?? 0) > 0}
                onUse={use}
                onForm={onForm}
              />
            )}
          </div>
        </>
      )}
    </div>
  )
}

/** With the names of headers as they came. */
function asCaptured(guess: Guess, { headers }: CapturedRequest): Guess {
  const named = ['header', 'timeHeader'].flatMap((setting) => {
    const wanted = guess.extra[setting]
    const found = headers.find(([name]) => name.toLowerCase() === wanted)
    return found ? [[setting, found[0]] as const] : []
  })
  return { ...guess, extra: { ...guess.extra, ...Object.fromEntries(named) } }
}

interface UsedProps {
  readonly guess: Guess
  readonly onForm: () => void
  readonly onClose: () => void
}

function Used({ guess, onForm, onClose }: UsedProps) {
  const done = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => done.current?.focus(), [])
  return (
    <>
      <p>
        <b>Kept.</b>{' '}
        {guess.provider === 'custom' ? (
          'What is signed so is told as your own sender’s and checked: what comes from now on, and what is here of nobody known.'
        ) : (
          <TextWithCode
            text={`It is the secret of ${guess.label}; what is here of it is being checked anew.`}
          />
        )}
      </p>
      <p class="credential-tools">
        <Button buttonRef={done} onClick={onClose}>
          Done
        </Button>
        {guess.provider === 'custom' && (
          <Button kind="plain" onClick={onForm}>
            Name it, and more…
          </Button>
        )}
      </p>
    </>
  )
}
