// A component whose code is fetched when it is first shown, so that the first load stays small.

import { useSignal } from '@preact/signals'
import type { ComponentChildren, ComponentType } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { Button } from './button.tsx'

export interface Lazy<P> {
  (props: P & object): ComponentChildren
  /** Fetches the code ahead of need. */
  preload(): void
}

export function lazy<P>(load: () => Promise<ComponentType<P>>): Lazy<P> {
  /** Once it is there it is shown at once wherever it is needed. */
  let known: { readonly View: ComponentType<P> } | undefined

  async function fetchView(): Promise<{ readonly View: ComponentType<P> }> {
    known ??= { View: await load() }
    return known
  }

  function LazyComponent(props: P & object) {
    const loaded = useSignal<typeof known | 'failed'>(known)

    useLayoutEffect(() => {
      fetchView().then(
        (found) => {
          loaded.value = found
        },
        () => {
          loaded.value = 'failed'
        },
      )
    }, [])

    if (loaded.value === undefined) return null
    if (loaded.value === 'failed') return <Missing />
    const { View } = loaded.value
    return <View {...props} />
  }
  return Object.assign(LazyComponent, { preload: () => void fetchView().catch(() => {}) })
}

/** The server is away, or has become a newer one with other file names. */
function Missing() {
  return (
    <div class="notice bad" role="alert">
      <p>This part of the page could not be loaded from the server.</p>
      <Button onClick={() => window.location.reload()}>Reload</Button>
    </div>
  )
}
