// Everything a user can do to a request, in one place, so that keys, buttons and menus do the same thing.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Seq } from '../server/wire/ids.ts'
import type { RequestSummary } from '../server/wire/requests.ts'
import { type ChosenActions, createChosenActions } from './actions/chosen.ts'
import { type CompareActions, createCompareActions } from './actions/compare.ts'
import { createListActions, type ListActions } from './actions/list.ts'
import { createReplayActions, type ReplayActions } from './actions/replay.ts'
import { createRuleActions, type RuleActions } from './actions/rules.ts'
import { createRunActions, type RunActions } from './actions/runs.ts'
import { messageOf, type Selection } from './api.ts'
import { type BinRoute, type Tab, tabs } from './router.ts'
import type { Inspector } from './state/inspector.ts'
import { storedSignal } from './state/stored.ts'
import { type CopyFormatId, copyFormats, isCopyFormatId } from './text/copy-as/formats.ts'
import type { SectionName } from './text/settings-sections.ts'

export interface Actions
  extends ChosenActions,
    CompareActions,
    ListActions,
    ReplayActions,
    RuleActions,
    RunActions {
  showTab(tab: Tab): void
  showTabAt(index: number): void
  /** Out of the drawer or the comparison, then out of the request. */
  /** Out of the settings too, to where they were opened. */
  back(): void
  /** At the section of this name, if one is given. */
  openSettings(section?: SectionName): void
  /** Where the settings are to open; they take it once they are there. */
  readonly wantedSection: Signal<SectionName | undefined>
  copyUrl(): Promise<void>
  /** In the format given, remembered for the next time, or in the last one. */
  copyAs(format?: CopyFormatId): Promise<void>
  readonly copyFormat: ReadonlySignal<CopyFormatId>
  /** Whether the menu of formats is open. */
  readonly isCopyMenuOpen: Signal<boolean>
  downloadBody(): Promise<void>
  /** Puts a filter into the address, which applies it; one that is wrong stays in the field, and the list as it was. */
  applyFilter(text: string): Promise<void>
  /** Of the open request in its notes; of several chosen ones in a dialog. */
  editTags(): void
  /** The field for tags is to take the focus as soon as it is there. */
  readonly wantsTagField: Signal<boolean>
  /** Asks in which format, and saves the file. */
  exportRequests(selection: Selection): void
  /** What the export dialog is about. */
  readonly exported: ReadonlySignal<Selection>
}

export interface ActionDeps {
  readonly copy: (text: string | Promise<string>) => Promise<void>
  readonly download: (bytes: Uint8Array, fileName: string) => void
}

export function createActions(page: Inspector, { copy, download }: ActionDeps): Actions {
  const { toasts, router, session, selected, place } = page
  const copyFormat = storedSignal<CopyFormatId>(
    page.storage,
    'hooklens:copy-as',
    'curl',
    (found) => (isCopyFormatId(found) ? found : undefined),
  )

  const exported = signal<Selection>({})
  const wantsTagField = signal(false)
  const wantedSection = signal<SectionName | undefined>(undefined)

  let leftAt: BinRoute | undefined

  function captureUrl(): string {
    return session.value?.bin.value?.captureUrl ?? ''
  }

  function fileName(seq: Seq): string {
    return `${session.value?.id ?? 'request'}-${seq}.bin`
  }

  async function tell(work: Promise<unknown>, done?: string): Promise<void> {
    try {
      await work
      if (done) toasts.info(done)
    } catch (error) {
      toasts.error(messageOf(error))
    }
  }

  function showTab(tab: Tab): void {
    const route = place.value
    if (!route) return
    const isComparing = route.compare !== undefined
    router.go({ ...route, tab, compare: undefined }, { replace: !isComparing })
  }

  function setDrawer(replay: boolean): void {
    const route = place.value
    if (route && route.seq !== null) router.go({ ...route, replay, compare: undefined })
  }

  function withOwned(run: (request: RequestSummary) => void): void {
    const request = selected.value
    if (!request) return
    if (page.canChange.value) run(request)
    else toasts.info('This link only reads. Open the bin with its owner key to change it.')
  }

  function goFiltered(filter: string): void {
    const open = session.value
    const from = place.value
    if (!open || from?.bin !== open.id) return
    open.filter.draft.value = filter
    router.go({ ...from, filter, settings: undefined, rules: undefined })
  }

  /** To what was left for them; to the list when they were opened by their address. */
  function leaveSettings(): void {
    const from = place.value
    if (!from) return
    router.go(leftAt?.bin === from.bin ? leftAt : { ...from, settings: undefined })
    leftAt = undefined
  }

  function exportRequests(selection: Selection): void {
    exported.value = selection
    page.dialog.value = 'export'
  }

  const comparing = createCompareActions(page)
  const rules = createRuleActions(page)

  return {
    ...comparing,
    ...createChosenActions(page, exportRequests),
    ...createListActions(page),
    ...rules,
    ...createRunActions(page),
    ...createReplayActions(page, { setDrawer, withOwned }),
    showTab,
    showTabAt(index) {
      const tab = tabs[index]
      if (tab && selected.value) showTab(tab)
    },
    back() {
      if (place.value?.rules !== undefined) rules.leaveRules()
      else if (page.isInSettings.value) leaveSettings()
      else if (place.value?.replay) setDrawer(false)
      else if (place.value?.compare) comparing.closeCompare()
      else if (place.value?.seq !== null) page.select(null)
    },
    wantedSection,
    openSettings(section) {
      wantedSection.value = section
      const from = place.value
      if (!from || from.settings) return
      leftAt = from
      const to = { ...from, seq: null, replay: false, compare: undefined, rules: undefined }
      router.go({ ...to, settings: true })
    },
    copyUrl: () => tell(copy(captureUrl()), 'Capture URL copied'),
    async copyAs(wanted) {
      if (wanted) copyFormat.value = wanted
      const format = copyFormats.find(({ id }) => id === copyFormat.value) ?? copyFormats[0]
      const seq = selected.value?.seq
      const detail = seq === undefined ? undefined : session.value?.details.get(seq)
      if (!detail) return
      let notice = `Copied as ${format.label}`
      const text = Promise.all([detail.request.get(), detail.storedBody.get()])
        .then(([request, body]) =>
          format.build({
            request,
            body,
            captureUrl: captureUrl(),
            fileName: fileName(detail.seq),
          }),
        )
        .then((copied) => {
          if (typeof copied === 'string') return copied
          notice += `. ${copied.note}`
          return copied.text
        })
      await tell(copy(text).then(() => toasts.info(notice)))
    },
    copyFormat,
    isCopyMenuOpen: signal(false),
    async downloadBody() {
      const seq = selected.value?.seq
      const detail = seq === undefined ? undefined : session.value?.details.get(seq)
      if (!detail) return
      await tell(detail.storedBody.get().then((bytes) => download(bytes, fileName(detail.seq))))
    },
    async applyFilter(text) {
      const open = session.value
      if (!open) return
      const { draft, language, recent } = open.filter
      const wanted = text.trim()
      draft.value = text
      if (wanted === '') return goFiltered('')
      const reading = await language.readWhole(wanted)
      // Something else was typed meanwhile, or another bin opened.
      if (draft.peek() !== text || session.value !== open || reading?.type === 'wrong') return
      recent.remember(wanted)
      goFiltered(wanted)
    },
    editTags() {
      const several = (session.value?.choice.seqs.value.size ?? 0) > 1
      if (several && page.canChange.value) page.dialog.value = 'tag-many'
      else
        withOwned(() => {
          showTab('notes')
          wantsTagField.value = true
        })
    },
    wantsTagField,
    exportRequests,
    exported,
  }
}
