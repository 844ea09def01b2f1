// `hooklens rules`: reads and changes how a bin answers its senders, and reports how they tried again (R1–R3).

import { createApiClient } from '../client/api.ts'
import { assertNever } from '../wire/assert-never.ts'
import { AppError } from '../wire/errors.ts'
import { presets } from '../wire/rules/presets.ts'
import type { RetryReport } from '../wire/rules/report/retry-report.ts'
import { defaultRuleId } from '../wire/rules/report/subject.ts'
import type { Rule, Rules, RulesChange } from '../wire/rules/rules.ts'
import { ask } from './ask.ts'
import { readRules } from './rules-file.ts'
import { parseRules, type RulesCall, rulesHelp } from './rules-options.ts'
import { reportText, rulesText } from './rules-report.ts'
import { type Command, misuse, type Terminal } from './run.ts'
import { keyOf } from './saved-keys.ts'
import { linkTo } from './server-link.ts'
import { tableOf } from './table.ts'
import { harmless } from './terminal-text.ts'

export const rules: Command = {
  summary: "Read and change a bin's rules, and report how senders tried again.",
  async run(args, terminal) {
    const parsed = parseRules(args, terminal.env)
    switch (parsed.type) {
      case 'invalid':
        return misuse(terminal, parsed.message, 'rules')
      case 'help':
        terminal.stdout.write(rulesHelp())
        return 0
      case 'presets':
        terminal.stdout.write(presetsText(parsed.isJson))
        return 0
      case 'call':
        return await call(parsed.call, terminal)
    }
  },
}

async function call(asked: RulesCall, terminal: Terminal): Promise<number> {
  try {
    terminal.stdout.write(await perform(asked, terminal))
    return 0
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const flaws = error.flaws?.map(({ path, message }) => `${spelled(path)}: ${message}`)
    const lines = flaws ?? [error.message]
    terminal.stderr.write(lines.map((line) => `${harmless(line)}\n`).join(''))
    return 1
  }
}

/** Resolves to what is printed. */
async function perform(asked: RulesCall, terminal: Terminal): Promise<string> {
  const { verb, bin, server, ca, isJson, isDry, isForced } = asked
  const what = asked.what ?? ''
  // Before anything is asked of a server: it may be the only thing that is wrong.
  const file = verb === 'set' ? await readRules(what, terminal) : {}
  const link = await linkTo(server, ca)
  const key = await keyOf({ server, bin }, terminal.env)
  const routes = createApiClient(server, key, link.fetch).api.bins[':bin'].rules
  const param = { bin }
  const read = () => ask<Rules>(routes.$get({ param }))
  const change = (json: RulesChange) => ask<Rules>(routes.$put({ param, json }))
  const check = (json: RulesChange) => ask<Rules>(routes.check.$post({ param, json }))
  const report = (rule: string) =>
    ask<RetryReport>(
      routes[':rule'].report.$get({
        param: { bin, rule },
        query: isJson ? { events: '10000' } : {},
      }),
    )
  const told = (now: Rules, text: string) => (isJson ? `${JSON.stringify(now)}\n` : text)

  switch (verb) {
    case 'list': {
      const held = await read()
      if (!isJson) return rulesText(held)
      return held.rules.map((rule) => `${JSON.stringify(rule)}\n`).join('')
    }
    case 'get':
      return `${JSON.stringify(await read(), undefined, isJson ? undefined : 2)}\n`
    case 'set': {
      const { version, ...whole } = file
      const given = isForced || version === undefined ? whole : file
      const now = await (isDry ? check : change)(given).catch((error) => {
        throw isConflict(error) ? new AppError('conflict', changedSince(version)) : error
      })
      if (!isDry) return told(now, `${counted(now.rules.length, 'rule')} set.\n`)
      return isJson ? '{"flaws":[]}\n' : 'Nothing is wrong with it. Nothing was changed.\n'
    }
    case 'add': {
      const preset = presets.find(({ id }) => id === what)
      if (!preset)
        throw new AppError(
          'not-found',
          `There is no preset '${what}'. There are: ${presets.map(({ id }) => id).join(', ')}.`,
        )
      const held = await read()
      const others = held.rules.filter(({ id }) => id !== preset.id)
      const rules = [preset.make(Date.now()), ...others]
      const now = await change({ rules, version: held.version })
      return told(now, `Added first: ${preset.name}. ${preset.what}\n`)
    }
    case 'remove': {
      const held = await read()
      const found = findRule(held, what)
      const rules = held.rules.filter((rule) => rule !== found)
      const now = await change({ rules, version: held.version })
      return told(now, `Removed ${found.id}.\n`)
    }
    case 'restart': {
      const rule = findRule(await read(), what).id
      const now = await ask<Rules>(routes[':rule'].restart.$post({ param: { bin, rule } }))
      return told(now, `The next request that ${rule} takes is its first.\n`)
    }
    case 'report': {
      const reports: RetryReport[] = []
      // One after the other: each goes through the bin's requests.
      for (const rule of reported(await read(), asked.what)) reports.push(await report(rule))
      if (isJson) return reports.map((one) => `${JSON.stringify(one)}\n`).join('')
      const seen = reports.filter(({ senders }) => senders.length > 0)
      return (seen.length > 0 ? seen : reports.slice(0, 1)).map(reportText).join('\n')
    }
    default:
      return assertNever(verb)
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof AppError && error.code === 'conflict'
}

function changedSince(version: number | undefined): string {
  const isOld =
    version === undefined
      ? 'The rules of the bin were changed at the same moment.'
      : `The file was made of version ${version} of the rules, and the bin has another: they were changed since, or the file is of another bin.`
  return `${isOld} Nothing was changed. 'hooklens rules get' prints what is there now; --force replaces it, and so does a file without "version".`
}

/** Those that may have answered, the default last; or the one that is named, even where it is gone. */
function reported(held: Rules, what: string | undefined): readonly string[] {
  if (what === undefined) return [...held.rules.map(({ id }) => id), defaultRuleId]
  const found = held.rules.find(({ id, name }) => id === what || name === what)
  return [found?.id ?? what]
}

/** By its id, or by its name where no other has it. */
function findRule({ rules }: Rules, what: string): Rule {
  const byId = rules.find(({ id }) => id === what)
  if (byId) return byId
  const [named, another] = rules.filter(({ name }) => name === what)
  if (!named) {
    throw new AppError(
      'not-found',
      `The bin has no rule '${what}'. 'hooklens rules list' has their ids.`,
    )
  }
  if (another) {
    throw new AppError('conflict', `Several rules are called '${what}': name one by its id.`)
  }
  return named
}

function presetsText(isJson: boolean): string {
  if (isJson) {
    return presets
      .map(
        ({ id, name, what, make }) =>
          `${JSON.stringify({ id, name, what, rule: make(Date.now()) })}\n`,
      )
      .join('')
  }
  return `${tableOf(
    ['id', 'what the sender meets'],
    presets.map(({ id, what }) => [id, what]),
  ).join('\n')}\n`
}

/** `rules[0].then[1].status`. */
function spelled(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index > 0 ? `.${step}` : step))
    .join('')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
