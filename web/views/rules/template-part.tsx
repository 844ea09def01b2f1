// Whether a response is filled in from the request, and the names it may ask for.

import { templateWords } from '../../../server/wire/rules/template-names.ts'
import { useInspector } from '../../context.ts'
import { MenuItem, Popover } from '../../ui/popover.tsx'
import { Switch } from '../../ui/switch.tsx'
import type { StepPartProps } from './step-form.tsx'

export interface TemplatePartProps extends StepPartProps {
  /** Whether there is a text to insert names into. */
  readonly isText: boolean
  readonly insert: (text: string) => void
}

export function TemplatePart({ step, onChange, isText, insert }: TemplatePartProps) {
  const { canChange } = useInspector()
  const isOn = step.template === true
  const hasHeaders = (step.headers ?? []).length > 0
  if (!isOn && !isText && !hasHeaders) return null
  return (
    <div class="template-part">
      <Switch
        name="Fill in {{…}}"
        text="in the body and the headers’ values, from the request"
        isOn={isOn}
        isDisabled={!canChange.value}
        onChange={(wanted) => onChange({ template: wanted || undefined })}
      />
      {isText && canChange.value && (
        <Popover name="Insert a value of the request" label="Insert…" kind="outlined" align="end">
          {(close) => (
            <div class="template-names">
              {templateWords.map(({ form, what, example }) => (
                <MenuItem
                  key={form}
                  onClick={() => {
                    close()
                    insert(example)
                    if (!isOn) onChange({ template: true })
                  }}
                >
                  <code>{example}</code>
                  <span class="muted">{what}</span>
                </MenuItem>
              ))}
            </div>
          )}
        </Popover>
      )}
    </div>
  )
}
