// Shows the toasts. The region is always there, so that what appears in it is read out.

import { useInspector } from '../context.ts'
import { Button, IconButton } from './button.tsx'

export function Toaster() {
  const { toasts } = useInspector()
  return (
    <output class="toaster" aria-live="polite">
      {toasts.list.value.map(({ id, kind, text, action }) => (
        <div key={id} class={`toast ${kind}`}>
          <p>{text}</p>
          {action && (
            <Button
              kind="plain"
              onClick={() => {
                action.run()
                toasts.dismiss(id)
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton label="Dismiss" icon="close" onClick={() => toasts.dismiss(id)} />
        </div>
      ))}
    </output>
  )
}
