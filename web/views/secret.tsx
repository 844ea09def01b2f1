// A value that is covered until someone asks for it.

import { useSignal } from '@preact/signals'
import { covered } from '../text/credentials.ts'

export function Secret({ name, value }: { name: string; value: string }) {
  const isShown = useSignal(false)
  return (
    <button
      type="button"
      class="secret"
      aria-label={isShown.value ? `Hide ${name}` : `Show ${name}`}
      title={isShown.value ? 'Click to hide' : 'Click to show'}
      onClick={() => {
        isShown.value = !isShown.value
      }}
    >
      {isShown.value ? value : covered(value)}
    </button>
  )
}
