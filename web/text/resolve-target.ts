// Where a replay would go, to show below the field while it is typed; read by the same rules as the server's.

import { type CapturedPlace, joinTarget, parseTarget, urlOf } from '../../server/wire/targets.ts'

/** Undefined while the text is not a target yet. */
export function resolveTarget(
  target: string,
  captured: CapturedPlace | undefined,
): string | undefined {
  const parsed = parseTarget(target)
  if (parsed.type === 'bad') return undefined
  return urlOf(parsed.target, joinTarget(parsed.target, captured))
}

/** `localhost:3000` out of a target, for a button. */
export function hostOf(target: string): string {
  const parsed = parseTarget(target)
  return parsed.type === 'bad' ? target : parsed.target.host
}
