// What every store must do, whatever database it stands on: one suite, run against each back-end.

import { afterEach, describe } from 'vitest'
import { checkAnswers } from './store/answers.ts'
import { checkAppend } from './store/append.ts'
import { checkBins } from './store/bins.ts'
import { checkDeliveries } from './store/deliveries.ts'
import { checkFilters } from './store/filters.ts'
import { checkLife } from './store/life.ts'
import { checkLists } from './store/lists.ts'
import { checkMarks } from './store/marks.ts'
import { checkRandomLife } from './store/random-life.ts'
import { checkRemoval } from './store/removal.ts'
import { checkRepeats } from './store/repeats.ts'
import { checkRing } from './store/ring.ts'
import { checkRules } from './store/rules.ts'
import { checkRuns } from './store/runs.ts'
import { bin, newBin, roomy } from './store/samples.ts'
import { checkSecrets } from './store/secrets.ts'
import type { OpenedStore, OpenForTest, SetUp } from './store/set-up.ts'
import { checkTimelines } from './store/timelines.ts'
import { checkVerdicts } from './store/verdicts.ts'

export function storeContract(open: OpenForTest): void {
  const opened: OpenedStore[] = []

  const setUp: SetUp = async (limits) => {
    const one = await open({ ...roomy, ...limits })
    opened.push(one)
    await one.store.createBin(newBin(bin))
    return one
  }

  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
  })

  describe('bins', () => checkBins(setUp))
  describe('append', () => checkAppend(setUp))
  describe('the ring', () => checkRing(setUp))
  describe('lists', () => checkLists(setUp))
  describe('repeats', () => checkRepeats(setUp))
  describe('filters', () => checkFilters(setUp))
  describe('timelines', () => checkTimelines(setUp))
  describe('marks', () => checkMarks(setUp))
  describe('late answers', () => checkAnswers(setUp))
  describe('removal', () => checkRemoval(setUp))
  describe('deliveries', () => checkDeliveries(setUp))
  describe('runs', () => checkRuns(setUp))
  describe('rules', () => checkRules(setUp))
  describe('secrets', () => checkSecrets(setUp))
  describe('verdicts', () => checkVerdicts(setUp))
  describe('its life', () => checkLife(setUp))
  describe('at random', () => checkRandomLife(open))
}
