// What can be done to a bin, and with several.

import { subjectOf } from '../../server/wire/rules/report/subject.ts'
import type { Page } from '../context.ts'
import { type CommandGroup, hasBin } from './command.ts'

export const binCommands: CommandGroup = {
  name: 'Bin',
  commands: [
    {
      id: 'copy-url',
      label: 'Copy the capture URL',
      icon: 'copy',
      isOffered: hasBin,
      run: ({ actions }) => void actions.copyUrl(),
    },
    {
      id: 'new-bin',
      label: 'New bin…',
      words: 'create mint capture URL',
      icon: 'plus',
      run: ({ dialog }) => {
        dialog.value = 'new-bin'
      },
    },
    {
      id: 'settings',
      label: 'Settings of the bin',
      words:
        'rename name limits retention keys share secrets signing notifications sound preferences',
      keys: [','],
      icon: 'settings',
      isOffered: (page) => hasBin(page) && !page.isInSettings.value,
      run: ({ actions }) => actions.openSettings(),
    },
    {
      id: 'rules',
      label: 'Responses: rules of the bin',
      words: 'answer status fail delay flaky mock scenario sequence template preset',
      icon: 'swap',
      isOffered: (page) => hasBin(page) && page.place.value?.rules === undefined,
      run: ({ actions }) => actions.openRules(),
    },
    {
      id: 'retries',
      label: 'Retries: how senders tried again',
      words: 'report backoff jitter retry-after gave up scenario rule',
      icon: 'replay',
      isOffered: (page) => hasBin(page) && reportedRule(page) !== undefined,
      run: (page) => page.actions.openReport(reportedRule(page) ?? ''),
    },
    {
      id: 'relay',
      label: 'Connect a relay…',
      words: 'listen localhost tunnel forward pass through',
      icon: 'link',
      isOffered: (page) => hasBin(page) && !page.isInSettings.value,
      run: ({ actions }) => actions.openSettings('Relay'),
    },
    {
      id: 'forget-bin',
      label: 'Forget the bin in this browser…',
      icon: 'close',
      isOffered: hasBin,
      run: ({ dialog }) => {
        dialog.value = 'forget-bin'
      },
    },
    {
      id: 'delete-bin',
      label: 'Delete the bin…',
      icon: 'trash',
      isOffered: (page) => hasBin(page) && page.canChange.value,
      run: ({ dialog }) => {
        dialog.value = 'delete-bin'
      },
    },
  ],
}

/** The rule that is open, or that answered the open request. */
function reportedRule({ place, selected }: Page): string | undefined {
  const { rules, report } = place.value ?? {}
  if (rules !== undefined) return report ? undefined : rules || undefined
  return subjectOf(selected.value?.response ?? null)
}
