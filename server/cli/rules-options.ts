// What `hooklens rules` is told: arguments and environment, read and checked.

import { type Flag, readFlags } from '../flags.ts'
import { type BinId, binIdRule, parseBinId } from '../wire/ids.ts'
import { presets } from '../wire/rules/presets.ts'
import { caFlag, readServer, serverFlag } from './server-flags.ts'

export type Verb = 'list' | 'get' | 'set' | 'add' | 'remove' | 'restart' | 'report'

export interface RulesCall {
  readonly verb: Verb
  /** A file, a preset's id, or a rule's id or name; undefined for all rules. */
  readonly what: string | undefined
  readonly bin: BinId
  /** The server's origin. */
  readonly server: string
  readonly ca: string | undefined
  readonly isJson: boolean
  readonly isDry: boolean
  /** Whatever has been changed since the file was made. */
  readonly isForced: boolean
}

export type ParsedRules =
  | { readonly type: 'call'; readonly call: RulesCall }
  | { readonly type: 'presets'; readonly isJson: boolean }
  | { readonly type: 'help' }
  | { readonly type: 'invalid'; readonly message: string }

interface VerbFacts {
  readonly verb: Verb
  /** What stands for the word after it; in brackets where it may be left out. */
  readonly takes?: string
}

const verbs: ReadonlyMap<string, VerbFacts> = new Map([
  ['list', { verb: 'list' }],
  ['get', { verb: 'get' }],
  ['export', { verb: 'get' }],
  ['set', { verb: 'set', takes: 'FILE' }],
  ['import', { verb: 'set', takes: 'FILE' }],
  ['add', { verb: 'add', takes: 'PRESET' }],
  ['remove', { verb: 'remove', takes: 'RULE' }],
  ['restart', { verb: 'restart', takes: 'RULE' }],
  ['report', { verb: 'report', takes: '[RULE]' }],
])

const flags: ReadonlyMap<string, Flag & { readonly help: string }> = new Map([
  ['bin', { value: 'ID', help: 'The bin whose rules they are.' }],
  ['dry-run', { help: 'With set: check the file as set does, and change nothing.' }],
  ['force', { help: 'With set: replace rules that were changed since the file was made.' }],
  serverFlag,
  caFlag,
  ['json', { help: 'Print JSON, a line for each thing listed or reported on.' }],
])

export function parseRules(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedRules {
  const end = args.findIndex((arg) => arg.startsWith('-') && arg !== '-')
  const words = end < 0 ? args : args.slice(0, end)
  const read = readFlags(end < 0 ? [] : args.slice(end), flags)
  if (typeof read === 'string') return invalid(read)
  if (read.help) return { type: 'help' }
  const isJson = read.flags.has('json')
  const [name = '', what, surplus] = words
  if (name === 'presets') return { type: 'presets', isJson }
  const facts = verbs.get(name)
  if (!facts) {
    return invalid(
      `What about rules? There are: ${[...verbs.keys(), 'presets'].join(', ')}. Say 'hooklens rules list --bin my-bin'.`,
    )
  }
  const { verb, takes } = facts
  const unexpected = takes === undefined ? what : surplus
  if (unexpected !== undefined) return invalid(`Unexpected argument '${unexpected}'.`)
  if (takes !== undefined && !takes.startsWith('[') && what === undefined) {
    return invalid(`Which ${takes}? Say 'hooklens rules ${name} ${takes} --bin my-bin'.`)
  }
  const misplaced = ['dry-run', 'force'].find((flag) => read.flags.has(flag) && verb !== 'set')
  if (misplaced) return invalid(`--${misplaced} goes with set.`)
  const given = (flag: string): string | undefined => read.flags.get(flag)?.[0]
  const binText = given('bin')
  if (binText === undefined) {
    return invalid(
      `Which bin? Say 'hooklens rules ${[name, what].filter(Boolean).join(' ')} --bin my-bin'.`,
    )
  }
  const bin = parseBinId(binText)
  if (!bin) return invalid(`--bin: '${binText}' is not a bin id. ${binIdRule}`)
  try {
    const server = readServer(given('server'), env)
    const isDry = read.flags.has('dry-run')
    const isForced = read.flags.has('force')
    const ca = given('ca')
    return { type: 'call', call: { verb, what, bin, server, ca, isJson, isDry, isForced } }
  } catch (error) {
    return invalid((error as Error).message)
  }
}

export function rulesHelp(): string {
  const rows = [...flags].map(
    ([flag, { value, help }]) => [`  --${flag}${value ? ` ${value}` : ''}`, help] as const,
  )
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return `Reads and changes how a bin answers its senders, and reports how they tried again.

Usage:
  hooklens rules list --bin my-bin
  hooklens rules get --bin my-bin > rules.json      (also: export)
  hooklens rules set rules.json --bin my-bin        (also: import; - reads standard input)
  hooklens rules add fail-twice --bin my-bin        (first; 'hooklens rules presets' lists them)
  hooklens rules remove fail-twice --bin my-bin     (by id or name)
  hooklens rules restart fail-twice --bin my-bin    (its next turn is the first)
  hooklens rules report fail-twice --bin my-bin     (without a rule: of all that answered)

Presets: ${presets.map(({ id }) => id).join(', ')}.

Options:
${rows.map(([left, help]) => left.padEnd(width) + help).join('\n')}

The key of the bin comes from HOOKLENS_KEY, or from where earlier commands saved it.

Exit codes: 0 done, 1 refused or failed, 2 wrongly called.
`
}

function invalid(message: string): ParsedRules {
  return { type: 'invalid', message }
}
