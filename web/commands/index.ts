// All commands. A new group is one file and one line here; a new command is one entry in its group.

import type { Page } from '../context.ts'
import { binCommands } from './bin.ts'
import { bodyCommands } from './body.ts'
import type { Command, CommandGroup } from './command.ts'
import { compareCommands } from './compare.ts'
import { listCommands } from './list.ts'
import { pageCommands } from './page.ts'
import { requestCommands } from './request.ts'

export const commandGroups: readonly CommandGroup[] = [
  requestCommands,
  bodyCommands,
  compareCommands,
  listCommands,
  binCommands,
  pageCommands,
]

export const commands: readonly Command[] = commandGroups.flatMap((group) => group.commands)

/** What carries the command out now; undefined when nothing on the page can. */
export function runOf(page: Page, { id, run }: Command): (() => void) | undefined {
  return run ? () => run(page) : page.viewCommands.find(id)
}

export function isOffered(page: Page, command: Command): boolean {
  return runOf(page, command) !== undefined && (command.isOffered?.(page) ?? true)
}
