// A small button on a token that explains it: its header, its claims, and its times in words.

import type { Signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { useInspector } from '../context.ts'
import { timeAgo } from '../text/format-time.ts'
import { findJwts, jwtTimes } from '../text/jwt.ts'
import { timeAhead } from '../text/time-ahead.ts'
import { lazy } from '../ui/lazy.tsx'
import { Popover } from '../ui/popover.tsx'

const JwtBody = lazy(async () => (await import('./jwt-view.tsx')).JwtBody)

export interface JwtButtonProps {
  readonly token: string
  readonly isUp?: boolean
  /** Given where something else opens it too. */
  readonly isOpen?: Signal<boolean>
}

export function JwtButton({ token, isUp = false, isOpen }: JwtButtonProps) {
  const { clock } = useInspector()
  const exp = useMemo(() => expiryOf(token), [token])
  const now = clock.now.value
  useEffect(
    () => () => {
      // Gone with its token: it does not come back open.
      if (isOpen) isOpen.value = false
    },
    [isOpen],
  )
  const lasts =
    exp === undefined
      ? 'does not expire'
      : exp <= now
        ? `expired ${timeAgo(exp, now)}`
        : `expires ${timeAhead(exp, now)}`
  return (
    <Popover
      name={`Token: ${lasts}`}
      label="JWT"
      icon="key"
      align="end"
      isUp={isUp}
      {...(isOpen && { isOpen })}
      class="jwt-explained"
    >
      {() => <JwtBody text={token} />}
    </Popover>
  )
}

function expiryOf(token: string): number | undefined {
  const [jwt] = findJwts(token)
  return jwt && jwtTimes(jwt.payload).find(({ name }) => name === 'exp')?.at
}
