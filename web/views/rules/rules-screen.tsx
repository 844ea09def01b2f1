// The rules of the open bin, in place of its requests: their order, the one that is open, and what it would answer.

import '../../styles/detail-part.css'
import '../../styles/rules-part.css'
import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useCommand } from '../../commands/use-command.ts'
import { useInspector } from '../../context.ts'
import { createRulesApi } from '../../rules-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { createRulesEditor } from '../../state/rules-editor.ts'
import { createRulesPage } from '../../state/rules-page.ts'
import { newRule } from '../../text/rules/new-rule.ts'
import { withAdded } from '../../text/rules/rule-draft.ts'
import { filterLike } from '../../text/rules/rule-like.ts'
import { Button } from '../../ui/button.tsx'
import { lazy } from '../../ui/lazy.tsx'
import { Skeleton } from '../../ui/loading.tsx'
import { DefaultEditor } from './default-editor.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { NoRuleOpen } from './no-rule-open.tsx'
import { PreviewPane } from './preview-pane.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { RuleList } from './rule-list.tsx'
import { RulesHead } from './rules-head.tsx'

const ReportPane = lazy(async () => (await import('../report/report-pane.tsx')).ReportPane)

export function RulesScreen({ session }: { session: BinSession }) {
  const { origin, place, actions, canChange, layout, tabStorage } = useInspector()
  const open = useComputed(() => place.value?.rules ?? '')
  const isReport = useComputed(() => place.value?.report === true && open.value !== '')
  const editor = useMemo(() => {
    session.kept.rules ??= createRulesEditor({
      api: createRulesApi(origin, session.id, session.key),
      bin: session.id,
      language: session.filter.language,
      storage: tabStorage,
      revised: session.revised,
    })
    return session.kept.rules
  }, [session])
  const rules = useMemo(
    () => createRulesPage({ session, editor, open, goTo: actions.openRules }),
    [session, editor],
  )
  const main = useRef<HTMLElement>(null)
  const isLeaving = useSignal(false)
  const draft = editor.draft.value
  const isAlone = layout.isNarrow.value && open.value !== ''

  useEffect(() => {
    editor.load()
    // Sentences of filters take the grammar.
    session.filter.language.readWhole('is:retry')
  }, [editor])

  useSignalEffect(() => {
    open.value
    rules.step.value = 0
  })

  useSignalEffect(() => {
    const like = actions.wantedRule.value
    if (!like || !editor.draft.value) return
    actions.wantedRule.value = undefined
    const rule = newRule(filterLike(like))
    editor.change((now) => withAdded(now, rule))
    actions.openRules(rule.id)
    rules.said.value = `A rule for requests like #${like.seq} was added at the top.`
  })

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || event.ctrlKey === event.metaKey || event.altKey) return
      event.preventDefault()
      if (canChange.peek() && editor.isDirty.peek()) rules.save()
    }
    const onUnload = (event: Event) => {
      if (editor.isDirty.peek()) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('beforeunload', onUnload)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('beforeunload', onUnload)
    }
  }, [rules])

  function leave() {
    if (main.current && leaveField(main.current)) return
    if (isReport.peek()) actions.leaveReport()
    else if (layout.isNarrow.peek() && open.peek() !== '') actions.openRules()
    else if (editor.isDirty.peek()) isLeaving.value = true
    else actions.leaveRules()
  }

  useCommand('leave', leave)

  // As the fields of what is open are there: an effect of the picture before would not find them.
  const wanted = rules.wanted.value
  useLayoutEffect(() => {
    if (wanted === undefined || !main.current || !draft) return
    rules.wanted.value = undefined
    focusPlace(main.current, wanted)
  }, [wanted, draft === undefined])

  return (
    <main class="rules" ref={main} data-screen={isAlone ? 'rule' : 'list'}>
      <RulesHead rules={rules} onLeave={leave} />
      {draft ? (
        <>
          {(!isAlone || !layout.isNarrow.value) && <RuleList rules={rules} open={open.value} />}
          {(isAlone || !layout.isNarrow.value) && (
            <div class="rules-open">
              {isReport.value ? (
                <ReportPane key={open.value} rules={rules} rule={open.value} />
              ) : (
                <>
                  <Open rules={rules} open={open.value} />
                  <PreviewPane rules={rules} />
                </>
              )}
            </div>
          )}
        </>
      ) : editor.problem.value ? (
        <div class="notice bad rules-problem" role="alert">
          <p>The rules could not be read. {editor.problem.value}</p>
          <Button onClick={() => editor.load()}>Try again</Button>
        </div>
      ) : (
        <Skeleton lines={12} />
      )}
      <output class="off-screen" aria-live="polite">
        {rules.said.value}
      </output>
      {isLeaving.value && (
        <LeaveDialog
          rules={rules}
          onClose={() => {
            isLeaving.value = false
          }}
        />
      )}
    </main>
  )
}

function Open({ rules, open }: { rules: ReturnType<typeof createRulesPage>; open: string }) {
  const rule = rules.rule.value
  if (rule) return <RuleEditor key={rule.id} rules={rules} rule={rule} />
  if (open === 'default') return <DefaultEditor rules={rules} />
  return <NoRuleOpen rules={rules} isGone={open !== ''} />
}

/** Out of a field, keeping what was typed, to the rule's line in the list; false where none has the focus. */
function leaveField(within: HTMLElement): boolean {
  const field = document.activeElement?.closest('input:not([type=checkbox]), textarea, .cm-editor')
  if (!field || !within.contains(field)) return false
  const find = (what: string) => within.querySelector<HTMLElement>(what)
  const line = find('.rule-open[aria-current]') ?? find('h2')
  line?.focus()
  return true
}

/** The field named so, or the nearest thing around it. */
function focusPlace(within: HTMLElement, place: string): void {
  for (let at = place; at !== ''; at = at.includes('/') ? at.replace(/\/[^/]*$/, '') : '') {
    const found = within.querySelector<HTMLElement>(`[data-place="${CSS.escape(at)}"]`)
    if (!found) continue
    const folded = found.closest('details')
    if (folded) folded.open = true
    const field = found.matches('input, select, button')
      ? found
      : found.querySelector<HTMLElement>('input, select, button, .code-editor')
    field?.focus()
    found.scrollIntoView({ block: 'nearest' })
    return
  }
}
