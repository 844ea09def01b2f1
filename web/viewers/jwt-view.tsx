// Header and payload of each token found, its times in words, and a plain word that nobody checked the signature.

import { useMemo } from 'preact/hooks'
import { useInspector } from '../context.ts'
import { fullTime, timeAgo } from '../text/format-time.ts'
import { joinJsonLines, jsonLines } from '../text/json-lines.ts'
import { type FoundJwt, findJwts, type JwtTime, jwtTimes } from '../text/jwt.ts'
import { timeAhead } from '../text/time-ahead.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Icon } from '../ui/icons.tsx'
import { JsonText } from './json-view.tsx'

export function JwtBody({ text }: { text: string }) {
  const found = useMemo(() => findJwts(text), [text])
  if (found.length === 0) throw new SyntaxError('Not a JWT: no part of it decodes to JSON.')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="parts" aria-label="Body as JWT" tabIndex={0}>
      {found.map((jwt, index) => (
        <Jwt key={index} jwt={jwt} />
      ))}
    </section>
  )
}

function Jwt({ jwt: { key, token, header, payload } }: { jwt: FoundJwt }) {
  return (
    <section class="part">
      <div class="jwt-head">
        <bdi class="part-name">{key ?? 'Token'}</bdi>
        <span class="chip warn" title="Nobody checked the signature: Hooklens has no key for it.">
          <Icon name="warning" />
          not verified
        </span>
        <span class="spring" />
        <CopyButton text={token} name="the token" label="Token" kind="plain" />
      </div>
      <Times times={jwtTimes(payload)} />
      <Claims name="Header" text={header} />
      <Claims name="Payload" text={payload} />
    </section>
  )
}

function Times({ times }: { times: readonly JwtTime[] }) {
  const { clock } = useInspector()
  if (times.length === 0) return null
  return (
    <ul class="jwt-times">
      {times.map(({ name, at }) => (
        <li key={name} title={fullTime(at)}>
          {inWords(name, at, clock.now.value)} <span class="muted">{fullTime(at)}</span>
        </li>
      ))}
    </ul>
  )
}

const past = { iat: 'Issued', nbf: 'Valid since', exp: 'Expired' }
const future = { iat: 'Issued in the future,', nbf: 'Not valid yet,', exp: 'Expires' }

function inWords(name: JwtTime['name'], at: number, now: number): string {
  return at <= now ? `${past[name]} ${timeAgo(at, now)}` : `${future[name]} ${timeAhead(at, now)}`
}

function Claims({ name, text }: { name: string; text: string }) {
  // Not every token holds JSON; what it holds is shown all the same.
  const laidOut = useMemo(() => {
    try {
      return joinJsonLines(jsonLines(text))
    } catch {
      return undefined
    }
  }, [text])
  return (
    <div class="jwt-claims">
      <div class="jwt-name">
        <h3>{name}</h3>
        <CopyButton
          text={laidOut ?? text}
          name={`the ${name.toLowerCase()}`}
          label=""
          kind="plain"
        />
      </div>
      <div class="part-body">
        {laidOut === undefined ? <pre>{text}</pre> : <JsonText text={text} name={name} />}
      </div>
    </div>
  )
}
