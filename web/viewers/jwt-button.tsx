// A small button on a token that explains it: its header, its claims, and its times in words.

import { lazy } from '../ui/lazy.tsx'
import { Popover } from '../ui/popover.tsx'

const JwtBody = lazy(async () => (await import('./jwt-view.tsx')).JwtBody)

export function JwtButton({ token, isUp = false }: { token: string; isUp?: boolean }) {
  return (
    <Popover
      name="Explain the token"
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
