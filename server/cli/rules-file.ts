// Reads rules from a file or from standard input, as `hooklens rules get` writes them.

import { readFile } from 'node:fs/promises'
import { AppError } from '../wire/errors.ts'
import type { RulesChange } from '../wire/rules/rules.ts'
import type { Terminal } from './run.ts'

/** All of a bin's rules, or a list of them. What is in them the server checks. Throws an AppError when it cannot be read. */
export async function readRules(path: string, terminal: Terminal): Promise<RulesChange> {
  const name = path === '-' ? 'Standard input' : path
  const text = path === '-' ? await readAll(terminal) : await readText(path)
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch (error) {
    throw new AppError('bad-request', `${name} is not JSON: ${(error as Error).message}.`)
  }
  if (Array.isArray(found)) return { rules: found }
  if (typeof found !== 'object' || found === null || !holdsOne(found)) {
    throw new AppError(
      'bad-request',
      `${name} holds no rules: give a list of them, or an object with "rules", as 'hooklens rules get' prints.`,
    )
  }
  return found as RulesChange // The server checks what it is.
}

function holdsOne(found: object): boolean {
  return ['rules', 'default', 'passThrough', 'handshakes'].some((name) => name in found)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new AppError('bad-request', `${path} cannot be read: ${(error as Error).message}.`)
  }
}

async function readAll({ stdin }: Terminal): Promise<string> {
  let text = ''
  for await (const chunk of stdin ?? []) text += chunk
  return text
}
