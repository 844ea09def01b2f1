// Waits for both sides of a comparison, or says why one is not there and leads back.

import type { ComponentChildren } from 'preact'
import { useInspector } from '../../context.ts'
import type { Loader } from '../../state/load.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loading.tsx'

export interface LoadedSidesProps<T> {
  readonly loader: Loader<readonly T[]>
  readonly children: (left: T, right: T) => ComponentChildren
}

export function LoadedSides<T>({ loader, children }: LoadedSidesProps<T>) {
  const { actions } = useInspector()
  const state = loader.state.value
  if (state.type === 'failed') {
    return (
      <div class="gate">
        <h2>These two cannot be compared</h2>
        <p>{state.message}</p>
        <p class="gate-actions">
          <Button onClick={actions.closeCompare}>Back to the request</Button>
          <Button onClick={loader.refresh}>Try again</Button>
        </p>
      </div>
    )
  }
  return (
    <Loaded loader={loader}>
      {([left, right]) => left !== undefined && right !== undefined && children(left, right)}
    </Loaded>
  )
}
