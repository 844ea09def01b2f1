// The rules on the page: their editor, which rule is open, which of its responses, and where the focus is wanted.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { nameOf } from '../../server/wire/rules/rules.ts'
import { type DraftRule, withRule, withStep } from '../text/rules/rule-draft.ts'
import type { BinSession } from './bin-session.ts'
import type { RulesEditor } from './rules-editor.ts'

export interface RulesPage {
  readonly session: BinSession
  readonly editor: RulesEditor
  /** Undefined for none, and for the default. */
  readonly rule: ReadonlySignal<DraftRule | undefined>
  /** Of the rule that is open, from 0. */
  readonly step: Signal<number>
  /** Where the focus is to go, as `data-place` names it; taken by what has it. */
  readonly wanted: Signal<string | undefined>
  /** For those who do not see what has moved. */
  readonly said: Signal<string>
  /** How many of the loaded requests each rule answered. */
  readonly answered: ReadonlySignal<ReadonlyMap<string, number>>
  changeRule(id: string, change: Partial<DraftRule>): void
  changeStep(id: string, index: number, change: Parameters<typeof withStep>[3]): void
  /** Brings up the first thing that is wrong; false where nothing is. */
  showFlaw(): boolean
  /** Saves, or shows what is wrong. */
  save(): Promise<boolean>
}

export interface RulesPageDeps {
  readonly session: BinSession
  readonly editor: RulesEditor
  /** The id in the address. */
  readonly open: ReadonlySignal<string>
  readonly goTo: (id: string) => void
}

export function createRulesPage({ session, editor, open, goTo }: RulesPageDeps): RulesPage {
  const step = signal(0)
  const wanted = signal<string | undefined>(undefined)
  const said = signal('')

  function showFlaw(): boolean {
    const places = [...editor.flaws.peek().keys()]
    const order = [...(editor.draft.peek()?.rules ?? []).map(({ id }) => id), 'default', 'rules']
    const rank = (place: string) => order.indexOf(place.split('/')[0] ?? '')
    const [first] = places.sort((a, b) => rank(a) - rank(b))
    if (first === undefined) return false
    const [id = '', field, index] = first.split('/')
    if (id !== 'rules') goTo(id)
    step.value = field === 'then' ? Number(index ?? 0) : 0
    wanted.value = first
    said.value = `Not saved. ${editor.flaws.peek().get(first)}`
    return true
  }

  return {
    session,
    editor,
    rule: computed(() => editor.draft.value?.rules.find(({ id }) => id === open.value)),
    step,
    wanted,
    said,
    answered: computed(() => {
      const counts = new Map<string, number>()
      for (const { response } of session.loaded.value) {
        const id = response?.by === 'rule' ? response.rule?.id : undefined
        if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      return counts
    }),
    changeRule: (id, change) => editor.change((draft) => withRule(draft, id, change)),
    changeStep: (id, index, change) =>
      editor.change((draft) =>
        id === 'default'
          ? { ...draft, default: { ...draft.default, ...change } }
          : withStep(draft, id, index, change),
      ),
    showFlaw,
    async save() {
      if (showFlaw()) return false
      const isSaved = await editor.save()
      if (isSaved) said.value = 'Saved. The rules answer from the next request on.'
      else showFlaw()
      return isSaved
    },
  }
}

/** As lists and sentences have it. */
export function titleOf({ name = '', when }: DraftRule): string {
  return nameOf({ name, when })
}
