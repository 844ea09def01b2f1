// To the rules of the bin, and back to where they were opened.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinRoute } from '../router.ts'
import type { Inspector } from '../state/inspector.ts'

export interface RuleActions {
  /** At the rule with this id, `default` for the last one, if one is given. */
  openRules(rule?: string): void
  leaveRules(): void
  /** What senders did when the rule with this id, or `default`, answered them. */
  openReport(rule: string): void
  /** Back to the rule, or to where the report was opened. */
  leaveReport(): void
  /** Opens the rules with a new one for requests like this. */
  makeRule(request: RequestSummary): void
  /** The request that was open, or that a rule was made of: what the rules are tried on at first. */
  readonly previewed: ReadonlySignal<Seq | null>
  /** What a new rule is to be made of; the rules take it once they are there. */
  readonly wantedRule: Signal<RequestSummary | undefined>
}

export function createRuleActions({ place, router }: Inspector): RuleActions {
  const wantedRule = signal<RequestSummary | undefined>(undefined)
  const previewed = signal<Seq | null>(null)
  let leftAt: BinRoute | undefined
  let isReportAlone = false

  function open(rule: string, report: boolean): void {
    const from = place.value
    if (!from) return
    const isThere = from.rules !== undefined
    if (!isThere) {
      leftAt = from
      previewed.value = from.seq
    }
    const to = { ...from, seq: null, replay: false, compare: undefined, settings: undefined }
    const replace = isThere && from.rules !== '' && !report
    router.go({ ...to, rules: rule, report }, { replace })
  }

  function openRules(rule = ''): void {
    open(rule, false)
  }

  function leaveRules(): void {
    const from = place.value
    if (!from) return
    router.go(leftAt?.bin === from.bin ? leftAt : { ...from, rules: undefined })
    leftAt = undefined
  }

  return {
    openRules,
    leaveRules,
    openReport(rule) {
      isReportAlone = place.value?.rules === undefined
      open(rule, true)
    },
    leaveReport() {
      if (isReportAlone && leftAt) leaveRules()
      else openRules(place.value?.rules)
      isReportAlone = false
    },
    makeRule(request) {
      wantedRule.value = request
      openRules()
      previewed.value = request.seq
    },
    previewed,
    wantedRule,
  }
}
