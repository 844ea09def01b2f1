// Reads the flags of a command line. Knows which flags there are only from its caller.

import { parseArgs } from 'node:util'
import { nearest } from './wire/nearest.ts'

export interface Flag {
  /** What stands for the value in help; a flag without one is a switch. */
  readonly value?: string
  readonly repeatable?: boolean
}

export interface Flags {
  /** The texts given for each flag, in order; a switch has `true`. */
  readonly flags: ReadonlyMap<string, readonly string[]>
  readonly help: boolean
}

/** Returns a sentence about what is wrong when the arguments cannot be read. */
export function readFlags(
  args: readonly string[],
  known: ReadonlyMap<string, Flag>,
): Flags | string {
  const options: Record<string, { type: 'string' | 'boolean'; multiple: boolean; short?: string }> =
    { help: { type: 'boolean', multiple: false, short: 'h' } }
  for (const [flag, { value }] of known) {
    options[flag] = { type: value ? 'string' : 'boolean', multiple: true }
  }
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const flags = new Map<string, string[]>()
  let help = false
  for (const token of tokens) {
    if (token.kind === 'positional') return `Unexpected argument '${token.value}'.`
    if (token.kind !== 'option') continue
    if (token.name === 'help') {
      help = true
      continue
    }
    const entry = known.get(token.name)
    if (!entry)
      return `Unknown option '${token.rawName}'.${suggestion(token.name, [...known.keys()])}`
    if (entry.value && token.value === undefined)
      return `--${token.name} needs a value: ${entry.value}.`
    if (!entry.value && token.value !== undefined) return `--${token.name} takes no value.`
    const texts = flags.get(token.name) ?? []
    if (texts.length > 0 && !entry.repeatable) return `--${token.name} was given twice.`
    flags.set(token.name, [...texts, token.value ?? 'true'])
  }
  return { flags, help }
}

/** Names the known flag that is one slip away, if there is one. */
function suggestion(given: string, known: readonly string[]): string {
  const near = nearest(given, known)
  return near ? ` Did you mean --${near}?` : ''
}
