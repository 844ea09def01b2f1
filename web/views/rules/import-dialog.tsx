// Takes rules from a file, or from what is pasted: shows what is wrong with them before they join the others.

import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { titleOf } from '../../state/rules-page.ts'
import { counted } from '../../text/format-size.ts'
import { answersInWords } from '../../text/rules/describe-rule.ts'
import { draftFlaws, flawsWithin } from '../../text/rules/draft-flaws.ts'
import {
  appended,
  mostRulesChars,
  type ReadFile,
  readRulesFile,
  tooLong,
} from '../../text/rules/rules-file.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

export interface ImportDialogProps {
  readonly rules: RulesPage
  readonly onClose: () => void
}

export function ImportDialog({ rules, onClose }: ImportDialogProps) {
  const { toasts } = useInspector()
  const { editor } = rules
  const file = useRef<HTMLInputElement>(null)
  const text = useSignal('')
  const refused = useSignal('')
  const read = text.value.trim() === '' ? undefined : readRulesFile(text.value)
  const here = editor.draft.value?.rules.length ?? 0

  function take(isReplacing: boolean) {
    if (read?.type !== 'rules') return
    const takeBack = editor.change((draft) => {
      if (!isReplacing) return appended(draft, read.draft)
      return read.hasDefault ? read.draft : { ...draft, rules: read.draft.rules }
    })
    const count = counted(read.draft.rules.length, 'rule')
    toasts.info(`${count} imported, not saved yet`, { label: 'Undo', run: takeBack })
    onClose()
  }

  /** One that is too large is not read. */
  async function takeFile(chosen: File) {
    const isTooLarge = chosen.size > mostRulesChars
    refused.value = isTooLarge ? `${chosen.name}: ${tooLong(chosen.size)}` : ''
    text.value = isTooLarge ? '' : await chosen.text()
  }

  return (
    <Dialog title="Import rules" onClose={onClose} isWide>
      <div class="rules-import">
        <p>
          A file that was exported here, the answer of <code>GET …/rules</code>, a list of rules, or
          one rule.
        </p>
        <p>
          <Button onClick={() => file.current?.click()}>Choose a file…</Button>
          <input
            ref={file}
            type="file"
            accept="application/json,.json"
            hidden
            aria-label="File of rules"
            onChange={async (event) => {
              const [chosen] = event.currentTarget.files ?? []
              event.currentTarget.value = ''
              if (chosen) await takeFile(chosen)
            }}
          />
        </p>
        <label>
          <span class="label">or paste it here</span>
          <textarea
            class="field mono"
            rows={8}
            spellcheck={false}
            autocomplete="off"
            aria-describedby="import-said"
            value={text.value}
            onInput={(event) => {
              refused.value = ''
              text.value = event.currentTarget.value
            }}
          />
        </label>
        <div id="import-said" aria-live="polite">
          {read && <Found read={read} />}
          {refused.value && <p class="field-error">{refused.value}</p>}
        </div>
      </div>
      <footer class="import-tools">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind={here === 0 ? 'primary' : 'outlined'}
          disabled={read?.type !== 'rules'}
          onClick={() => take(true)}
        >
          {here === 0 ? 'Import' : `Replace the ${counted(here, 'rule')} here`}
        </Button>
        {here > 0 && (
          <Button kind="primary" disabled={read?.type !== 'rules'} onClick={() => take(false)}>
            Add below those here
          </Button>
        )}
      </footer>
    </Dialog>
  )
}

function Found({ read }: { read: ReadFile }) {
  if (read.type === 'wrong') return <p class="field-error">{read.why}</p>
  const { draft } = read
  const flaws = draftFlaws(draft)
  return (
    <ol class="import-found" aria-label="Rules found">
      {draft.rules.map((rule) => (
        <li key={rule.id}>
          <b>{titleOf(rule)}</b> <span class="muted">{answersInWords(rule)}</span>
          {flawsWithin(flaws, rule.id).map((flaw) => (
            <p key={flaw} class="bad">
              {flaw}
            </p>
          ))}
        </li>
      ))}
      {flawsWithin(flaws, 'default').map((flaw) => (
        <li key={flaw} class="bad">
          The default: {flaw}
        </li>
      ))}
    </ol>
  )
}
