// The ways of signing that fit a request, each to be used; where none does, what was tried.

import type { Guess } from '../../signing-api.ts'
import { Button } from '../../ui/button.tsx'
import { TextWithCode } from '../../ui/text-with-code.tsx'

export interface GuessesProps {
  readonly guesses: readonly Guess[]
  readonly header: string
  /** Whether another sender of one's own is described already. */
  readonly replaces: boolean
  readonly onUse: (guess: Guess) => void
  readonly onForm: () => void
}

export function Guesses({ guesses, header, replaces, onUse, onForm }: GuessesProps) {
  if (guesses.length === 0) {
    return (
      <div class="guesses">
        <p>
          <b>Nothing fits.</b> With this secret, as text, base64 and hexadecimal, were tried: each
          header like <code>{header}</code> as an HMAC with SHA-1 to SHA-512, of the body alone and
          with the URL, the method, the path, and every time and id among the headers, in the ways
          that senders put them together.
        </p>
        <p class="muted">
          Is it the secret of this very endpoint, and whole? Else the sender signs in a way of its
          own:{' '}
          <Button kind="plain" class="in-text" onClick={onForm}>
            describe it by hand
          </Button>
        </p>
      </div>
    )
  }
  return (
    <div class="guesses">
      <p>
        {guesses.length === 1 ? 'This fits:' : `${guesses.length} ways fit, the likeliest first:`}
      </p>
      <ul>
        {guesses.map((guess) => (
          <li key={`${guess.provider}-${guess.summary}-${JSON.stringify(guess.extra)}`}>
            <span>
              {guess.provider !== 'custom' && <b>{guess.label}: </b>}
              <TextWithCode text={guess.summary} />
              <Places guess={guess} />
            </span>
            <Button kind="primary" onClick={() => onUse(guess)}>
              Use this
            </Button>
          </li>
        ))}
      </ul>
      {replaces && guesses.some(({ provider }) => provider === 'custom') && (
        <p class="muted">It takes the place of the sender of your own that this bin knows.</p>
      )}
    </div>
  )
}

/** What the summary does not say: where in the request it stands. */
function Places({ guess: { extra } }: { guess: Guess }) {
  const { header, prefix, pair, timeHeader, timePair } = extra
  if (!header) return null
  return (
    <span class="muted">
      {' '}
      in <code>{header}</code>
      {pair ? (
        <>
          {' '}
          as <code>{pair}=</code>
        </>
      ) : (
        prefix && (
          <>
            {' '}
            after <code>{prefix}</code>
          </>
        )
      )}
      {(timeHeader || timePair) && (
        <>
          , the time in <code>{timeHeader ?? `${timePair}=`}</code>
        </>
      )}
    </span>
  )
}
