// The parts of the request that can be edited, each folded away until it is wanted.

import type { ComponentChildren } from 'preact'
import type { EditedPart } from '../../../server/wire/deliveries.ts'
import type { CapturedRequest } from '../../../server/wire/requests.ts'
import type { BinSession } from '../../state/bin-session.ts'
import type { ReplayForm } from '../../state/replay-form.ts'
import { formatSize } from '../../text/format-size.ts'
import { type EditGroup, flawsOf } from '../../text/replay-edit.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { BodyEditor } from './body-editor.tsx'
import { HeaderEditor, headersHint } from './header-editor.tsx'
import { LineEditor } from './line-editor.tsx'
import { RepeatPart, repeatHint } from './repeat-part.tsx'

export interface EditPartsProps {
  readonly session: BinSession
  readonly form: ReplayForm
  readonly captured: CapturedRequest
}

export function EditParts({ session, form, captured }: EditPartsProps) {
  const changes = form.draft.changes.value
  const flaws = flawsOf(changes, captured)
  const { method = captured.method, path = captured.path, query = captured.query } = changes
  const parts = { form, captured, flaws }
  return (
    <div class="edit-parts">
      <Part
        form={form}
        group="line"
        parts={['method', 'path', 'query']}
        name="Method and path"
        hint={`${method} ${path || '/'}${query && `?${query}`}`}
        isWrong={(flaws.method ?? flaws.path ?? flaws.query) !== undefined}
      >
        <LineEditor {...parts} />
      </Part>
      <Part
        form={form}
        group="headers"
        parts={['headers']}
        name="Headers"
        hint={headersHint(form, captured)}
        isWrong={flaws.headers.size > 0}
      >
        <HeaderEditor {...parts} />
      </Part>
      <Part
        form={form}
        group="body"
        parts={['body']}
        name="Body"
        hint={changes.body ? '' : formatSize(captured.body.size)}
        isWrong={flaws.body !== undefined}
      >
        <BodyEditor {...parts} detail={session.details.get(captured.seq)} />
      </Part>
      <Part
        form={form}
        group="repeat"
        parts={[]}
        name="Repeat"
        hint={repeatHint(form)}
        isWrong={false}
      >
        <RepeatPart form={form} />
      </Part>
    </div>
  )
}

interface PartProps {
  readonly form: ReplayForm
  readonly group: EditGroup
  readonly parts: readonly EditedPart[]
  readonly name: string
  readonly hint: ComponentChildren
  readonly isWrong: boolean
  readonly children: ComponentChildren
}

function Part({ form, group, parts, name, hint, isWrong, children }: PartProps) {
  const { open, draft } = form
  const isOpen = open.value.has(group)
  const edited = draft.edited.value.filter((part) => parts.includes(part))
  return (
    <section class="edit-part">
      <div class="edit-part-head">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => {
            const others = [...open.value].filter((other) => other !== group)
            open.value = new Set(isOpen ? others : [...others, group])
          }}
        >
          <Icon name="chevron" />
          <span>{name}</span>
          <span class="edit-hint">{hint}</span>
          {isWrong && <span class="chip bad">wrong</span>}
          {edited.length > 0 && !isWrong && <span class="chip warn">edited</span>}
        </button>
        {edited.length > 0 && (
          <Button
            kind="plain"
            title="Back to what was captured"
            aria-label={`Reset ${name.toLowerCase()} to what was captured`}
            onClick={() => {
              for (const part of edited) draft.reset(part)
            }}
          >
            Reset
          </Button>
        )}
      </div>
      {isOpen && <div class="edit-part-body">{children}</div>}
    </section>
  )
}
