// A bin's rules as they are edited: what is saved, what is not, what is wrong, and what was changed elsewhere meanwhile.

import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { ApiError } from '../../server/client/api.ts'
import type { BinId } from '../../server/wire/ids.ts'
import type { Flaw } from '../../server/wire/rules/flaws.ts'
import type { Rules } from '../../server/wire/rules/rules.ts'
import { messageOf } from '../api.ts'
import type { RulesApi } from '../rules-api.ts'
import { type DraftFlaws, draftFlaws, placeOf, valueAt } from '../text/rules/draft-flaws.ts'
import { type Merged, mergeRules, takenBack } from '../text/rules/merge-rules.ts'
import {
  changeOf,
  changesSince,
  draftOf,
  isSame,
  type RulesDraft,
} from '../text/rules/rule-draft.ts'
import type { FilterLanguage } from './filter-language.ts'
import { type KeyValueStore, readStored, writeStored } from './stored.ts'

export type Saving =
  | { readonly type: 'idle' | 'saving' }
  | { readonly type: 'failed'; readonly message: string }

export interface RulesEditor {
  /** As the server has them, as far as is known. */
  readonly saved: ReadonlySignal<Rules | undefined>
  readonly draft: ReadonlySignal<RulesDraft | undefined>
  /** Why they could not be read. */
  readonly problem: ReadonlySignal<string>
  /** The rules that are not saved: see `changesSince`. */
  readonly changes: ReadonlySignal<ReadonlySet<string>>
  readonly isDirty: ReadonlySignal<boolean>
  readonly flaws: ReadonlySignal<DraftFlaws>
  /** Nothing is wrong that the page itself can tell. */
  readonly isSound: ReadonlySignal<boolean>
  readonly saving: ReadonlySignal<Saving>
  /** What becomes of mine and theirs, where somebody else has saved others meanwhile. */
  readonly conflict: ReadonlySignal<Merged | undefined>
  load(): Promise<void>
  /** Returns what takes it back, and leaves what has been changed since. */
  change(make: (draft: RulesDraft) => RulesDraft): () => void
  /** The same, saved at once unless there is more that is not: resolves to whether it is saved. */
  changeNow(make: (draft: RulesDraft) => RulesDraft): Promise<boolean>
  /** Resolves to whether they are saved: what stands in the way is in `flaws`, `conflict` or `saving`. */
  save(): Promise<boolean>
  /** Returns what takes it back. */
  discard(): () => void
  /** Mine with what only they changed. */
  keepMine(): void
  /** Returns what takes it back. */
  takeTheirs(): () => void
  restart(rule: string): Promise<void>
  /** What the server alone can tell, of rules as they are now. */
  noteFlaws(found: readonly Flaw[]): void
}

export interface RulesEditorDeps {
  readonly api: RulesApi
  readonly bin: BinId
  readonly language: Pick<FilterLanguage, 'compiler' | 'readWhole'>
  /** Of this tab. */
  readonly storage: KeyValueStore
  /** Counts changes of the bin itself, whoever made them. */
  readonly revised: ReadonlySignal<number>
}

/** What outlives a reload: what was edited, and what it was made from. */
interface Kept {
  readonly saved: Rules
  readonly draft: RulesDraft
}

export function createRulesEditor(deps: RulesEditorDeps): RulesEditor {
  const { api, language, storage } = deps
  const keptName = `hooklens:rules:${deps.bin}`
  const kept = readStored(storage, keptName, parseKept)
  const saved = signal<Rules | undefined>(kept?.saved)
  const draft = signal<RulesDraft | undefined>(kept?.draft)
  const problem = signal('')
  const saving = signal<Saving>({ type: 'idle' })
  const newer = signal<Rules | undefined>(undefined)
  const told = signal<readonly ToldFlaw[]>([])
  const changes = computed<ReadonlySet<string>>(() =>
    saved.value && draft.value ? changesSince(draftOf(saved.value), draft.value) : new Set(),
  )
  const isDirty = computed(() => changes.value.size > 0)
  const own = computed<DraftFlaws>(() =>
    draft.value ? draftFlaws(draft.value, language.compiler.value) : new Map(),
  )
  const flaws = computed<DraftFlaws>(() => {
    const now = draft.value
    if (!now) return new Map()
    const known = told.value.filter(({ place, value }) => isSame(valueAt(now, place), value))
    const byServer = known.map(({ place, message }) => [place, message] as const)
    return new Map([...byServer, ...own.value])
  })

  function adopt(rules: Rules, isDraftToo: boolean): void {
    batch(() => {
      saved.value = rules
      newer.value = undefined
      if (isDraftToo) draft.value = draftOf(rules)
    })
  }

  /** What the server has now: taken as it is, unless something here is not saved. */
  function receive(rules: Rules): void {
    const version = saved.peek()?.version
    const isKnown = version !== undefined && rules.version <= version
    if (!isKnown && isDirty.peek()) newer.value = rules
    else adopt(rules, !isDirty.peek())
  }

  async function load(): Promise<void> {
    problem.value = ''
    try {
      receive(await api.get())
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  function noteFlaws(found: readonly Flaw[]): void {
    const now = draft.peek()
    if (!now) return
    told.value = found.map((flaw) => {
      const place = placeOf(flaw, now)
      return { place, message: flaw.message, value: valueAt(now, place) }
    })
  }

  async function save(): Promise<boolean> {
    const [before, now] = [saved.peek(), draft.peek()]
    if (!before || !now || saving.peek().type === 'saving') return false
    // Lines that were left blank go, so that flaws are told of the lines that are here.
    const change = changeOf(now)
    const clean = draftOf(change)
    if (flaws.peek().size > 0) return false
    draft.value = clean
    saving.value = { type: 'saving' }
    try {
      const rules = await api.put({ ...change, version: before.version })
      batch(() => {
        adopt(rules, draft.peek() === clean)
        told.value = []
        saving.value = { type: 'idle' }
      })
      return true
    } catch (error) {
      saving.value = { type: 'failed', message: messageOf(error) }
      if (error instanceof ApiError && error.flaws) {
        noteFlaws(error.flaws)
        saving.value = { type: 'idle' }
      } else if (error instanceof ApiError && error.code === 'conflict') {
        saving.value = { type: 'idle' }
        await load()
      }
      return false
    }
  }

  /** What was edited comes back, and stays together with what has been changed since. */
  function replaceDraft(next: RulesDraft | undefined): () => void {
    const [base, before] = [saved.peek(), draft.peek()]
    draft.value = next
    return () => {
      const now = draft.peek()
      if (base && before && now) draft.value = takenBack(before, draftOf(base), now)
    }
  }

  effect(() => {
    if (saved.value && draft.value && isDirty.value) {
      const text = JSON.stringify({ saved: saved.value, draft: draft.value } satisfies Kept)
      writeStored(storage, keptName, text)
    } else if (saved.value) storage.removeItem(keptName)
  })
  effect(() => {
    // Whether its regular expressions are right takes a compiler, which is fetched for the first of them.
    for (const { when } of draft.value?.rules ?? []) {
      if (when.includes('/')) language.readWhole(when)
    }
  })
  let isFirst = true
  effect(() => {
    deps.revised.value
    const isSaving = saving.value.type === 'saving'
    if (!isFirst && !isSaving) load()
    isFirst = false
  })

  return {
    saved,
    draft,
    problem,
    changes,
    isDirty,
    flaws,
    isSound: computed(() => own.value.size === 0),
    saving,
    conflict: computed(() =>
      newer.value && saved.value && draft.value
        ? mergeRules(draftOf(saved.value), draft.value, draftOf(newer.value))
        : undefined,
    ),
    load,
    change(make) {
      const before = draft.peek()
      if (!before) return () => {}
      const after = make(before)
      draft.value = after
      if (saving.peek().type === 'failed') saving.value = { type: 'idle' }
      return () => {
        const now = draft.peek()
        if (now) draft.value = takenBack(before, after, now)
      }
    },
    async changeNow(make) {
      const wasDirty = isDirty.peek()
      const now = draft.peek()
      if (!now) return false
      draft.value = make(now)
      return !wasDirty && (await save())
    },
    save,
    discard() {
      const now = saved.peek()
      saving.value = { type: 'idle' }
      return replaceDraft(now && draftOf(now))
    },
    keepMine() {
      const [base, mine, theirs] = [saved.peek(), draft.peek(), newer.peek()]
      if (!base || !mine || !theirs) return
      batch(() => {
        draft.value = mergeRules(draftOf(base), mine, draftOf(theirs)).draft
        adopt(theirs, false)
      })
    },
    takeTheirs() {
      const theirs = newer.peek()
      const takeBack = replaceDraft(theirs && draftOf(theirs))
      if (theirs) adopt(theirs, false)
      return takeBack
    },
    async restart(rule) {
      receiveRestarted(await api.restart(rule))
    },
    noteFlaws,
  }

  /** It is a version of its own, in which nothing that is edited here has changed. */
  function receiveRestarted(rules: Rules): void {
    const next = (saved.peek()?.version ?? 0) + 1
    if (rules.version === next) adopt(rules, !isDirty.peek())
    else receive(rules)
  }
}

interface ToldFlaw {
  readonly place: string
  readonly message: string
  /** It counts for as long as this stands there. */
  readonly value: unknown
}

/** Written by this version or the one before: whatever else it may be, the server checks it when it is saved. */
function parseKept(found: unknown): Kept | undefined {
  const { saved, draft } = (found ?? {}) as Partial<Kept>
  return saved && Array.isArray(draft?.rules) ? { saved, draft } : undefined
}
