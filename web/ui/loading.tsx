// Stands where something is being fetched, or says why it is not there.

import type { ComponentChildren } from 'preact'
import type { Load, Loader } from '../state/load.ts'
import { Button } from './button.tsx'

/** Grey lines, shown only when the wait is long enough to be seen. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  )
}

export interface LoadedProps<T> {
  readonly loader: Loader<T>
  /** Given the beginning of what is large while the rest is on its way. */
  readonly children: (value: T, isWhole: boolean) => ComponentChildren
  /** What else can be done when it fails. */
  readonly instead?: ComponentChildren
}

export function Loaded<T>({ loader, children, instead }: LoadedProps<T>) {
  loader.want()
  const state: Load<T> = loader.state.value
  if (state.type === 'loaded') return <>{children(state.value, true)}</>
  if (state.type === 'loading' && state.begun !== undefined) return children(state.begun, false)
  if (state.type === 'loading') return <Skeleton />
  return (
    <div class="notice bad" role="alert">
      <p>{state.message}</p>
      <Button onClick={loader.refresh}>Try again</Button>
      {instead}
    </div>
  )
}
