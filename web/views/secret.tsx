// A value that is covered until someone asks for it.

import { useSignal } from '@preact/signals'
import { covered } from '../text/credentials.ts'

export function Secret({ name, value }: { name: string; value: string }) {
  const isShown = useSignal(false)
  return (
    <button
      type="button"
      class="secret"
      title={isShown.value ? 'Click to hide' : 'Click to show'}
      onClick={() => {
        isShown.value = !isShown.value
      }}
    >
      {isShown.value ? value : <span aria-hidden="true">{covered(value)}</span>}
      <span class="off-screen">{isShown.value ? ` Hide ${name}` : `Show ${name}`}</span>
    </button>
  )
}
