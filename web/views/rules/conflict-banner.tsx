// Says that somebody else has changed the rules meanwhile, and has the user choose.

import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { Button } from '../../ui/button.tsx'

export function ConflictBanner({ rules: { editor } }: { rules: RulesPage }) {
  const { toasts } = useInspector()
  const conflict = editor.conflict.value
  // It is there before there is anything to say, so that it is read out.
  return (
    <div role="alert">
      {conflict && (
        <div class="rules-conflict">
          <div>
            <p>
              <b>The rules were changed elsewhere while you edited them:</b>{' '}
              {conflict.theirs.join(', ') || 'their order'}.
            </p>
            <p>
              {conflict.clashes.length === 0
                ? 'None of that is what you changed, so both can stay.'
                : `You changed ${conflict.clashes.join(', ')} too: there, yours would stay.`}
            </p>
          </div>
          <p class="rules-conflict-tools">
            <Button kind="primary" onClick={editor.keepMine}>
              Keep mine
            </Button>
            <Button
              onClick={() => {
                const takeBack = editor.takeTheirs()
                toasts.info('Loaded what is saved', { label: 'Undo', run: takeBack })
              }}
            >
              Load theirs
            </Button>
          </p>
        </div>
      )}
    </div>
  )
}
