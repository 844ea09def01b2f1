// A small button on a token that explains it: its header, its claims, and its times in words.

import { useMemo } from 'preact/hooks'
import { useInspector } from '../context.ts'
import { timeAgo } from '../text/format-time.ts'
import { findJwts, jwtTimes } from '../text/jwt.ts'
import { timeAhead } from '../text/time-ahead.ts'
import { lazy } from '../ui/lazy.tsx'
import { Popover } from '../ui/popover.tsx'

const JwtBody = lazy(async () => (await import('./jwt-view.tsx')).JwtBody)

export function JwtButton({ token, isUp = false }: { token: string; isUp?: boolean }) {
  const { clock } = useInspector()
  const exp = useMemo(() => expiryOf(token), [token])
  const now = clock.now.value
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
