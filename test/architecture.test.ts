import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Import, readSources, type SourceFile } from './support/sources.ts'

const files = readSources('server', 'web')

/**
 * Who may import whom (DESIGN §5), besides itself. A name is a folder of server/, one file of it, or a folder of the
 * project; `type` means as types only.
 */
const mayImport: Readonly<Record<string, string>> = {
  wire: '',
  client: 'wire, type api',
  web: 'wire, client, type api',

  providers: 'wire',
  responses: 'wire, node-http',
  store: 'wire',
  live: 'wire, type store/store',
  access: 'wire, private-file, type store/store',
  delivery: 'wire, node-http, providers, type store/store',
  exports: 'wire',
  relay: 'wire, delivery/addresses, delivery/explain-failure, delivery/send, type store/store',
  verdicts: 'wire, providers, type store/store',
  capture: 'wire, node-http, providers, responses, type store/store',

  api: 'wire, access, exports, providers, responses, delivery, live, relay, verdicts, type capture, type store/store',
  http: 'wire, node-http, capture, type api',
  cli: 'wire, client, config, flags, log, package, private-file, relay/client, setting-values',

  config: 'wire, flags, setting-values',
  'setting-values': 'wire, access/secret-key',
  flags: 'wire',
  log: '',
  'failure-log': 'log',
  'node-http': '',
  package: '',
  'private-file': 'wire',
  expiry: 'wire, log, type store/store',
  turns: '',
  main: 'wire, access, api, capture, config, delivery, expiry, failure-log, http, live, log, package, providers, relay, responses, store/open, turns, verdicts',
}

/** Single files that may do more, each for its reason. */
const exceptions: Readonly<Record<string, string>> = {
  // The one command that is the server.
  'server/cli/serve.ts': 'main',
  // Works on the database itself, on the machine that holds it (A1): there is no server to ask.
  'server/cli/bins.ts': 'access/mint, store/open, type store/store',
}

/** Packages and node modules of folders that run where there is no Node. */
const mayUse: Readonly<Record<string, RegExp>> = {
  wire: /^re2js$/,
  client: /^hono\/client$/,
  web: /^(preact|@preact\/signals|@codemirror\/|codemirror|@lezer\/)/,
}

/** What only main makes (`create…`, `open…`, `start…`; not of wire/, which has no parts), but for what holds nothing. */
const mayConstruct: Readonly<Record<string, readonly string[]>> = {
  'server/capture/route.ts': ['createEvidence'],
  'server/verdicts/look.ts': ['createEvidence'],
  'server/delivery/resign.ts': ['createEvidence'],
  'server/api/guess.ts': ['createEvidence'],
  'server/providers/verify.ts': ['createEvidence'],
  'server/cli/serve.ts': ['startServer', 'createLog'],
  'server/cli/bins.ts': ['openStore'],
  // A command on the user's machine is what main is on the server's.
  'server/cli/listen.ts': ['createApiClient', 'openRelayState', 'startRelay'],
  'server/cli/listen-view.ts': ['createApiClient'],
  'server/cli/replay.ts': ['createApiClient', 'connectLive'],
  'server/cli/rules.ts': ['createApiClient'],
  'web/': ['createApiClient', 'connectLive'],
}

describe('who may import whom', () => {
  test('every folder of server/ has its rule', () => {
    const folders = new Set(files.map(({ path }) => moduleOf(path)))

    expect([...folders].filter((folder) => !(folder in mayImport))).toEqual([])
  })

  test.each(Object.entries(mayImport))('%s imports no more than «%s»', (module, allowed) => {
    const strangers = ownImports()
      .filter(({ file }) => moduleOf(file.path) === module)
      .filter(({ file, target, isType }) => {
        const names = [module, allowed, exceptions[file.path] ?? ''].join(', ')
        return !isCovered(names, target, isType)
      })

    expect(strangers.map(describeImport)).toEqual([])
  })

  test.each(Object.entries(exceptions))('%s still needs «%s»', (path, allowed) => {
    const taken = ownImports().filter(({ file }) => file.path === path)

    const unused = allowed
      .split(', ')
      .filter((name) => !taken.some(({ target, isType }) => isCovered(name, target, isType)))

    expect(unused).toEqual([])
  })

  test.each(
    Object.entries(mayUse),
  )('%s runs in a browser: of packages it uses only %s', (module, allowed) => {
    const strangers = files
      .filter(({ path }) => moduleOf(path) === module)
      .flatMap((file) => file.imports.map((taken) => ({ file, ...taken })))
      .filter(({ isOurs, isType, target }) => !isOurs && !isType && !allowed.test(target))

    expect(strangers.map(describeImport)).toEqual([])
  })

  test('only store/open names a back-end', () => {
    const strangers = ownImports().filter(
      ({ file, target }) =>
        /^server\/store\/(sqlite|postgres)\//.test(target) &&
        !/^server\/store\/(open\.ts|sqlite\/|postgres\/)/.test(file.path),
    )

    expect(strangers.map(describeImport)).toEqual([])
  })

  test('only main constructs', () => {
    const made = ownImports()
      .filter(({ file, isType }) => file.path !== 'server/main.ts' && !isType)
      .filter(({ file, target }) => ![moduleOf(file.path), 'wire'].includes(moduleOf(target)))
      .flatMap((taken) => taken.names.map((name) => ({ path: taken.file.path, name })))
      .filter(({ name }) => /^(create|open|start|connect)[A-Z]/.test(name))
      .filter(({ path, name }) => {
        const [, allowed = []] =
          Object.entries(mayConstruct).find(([key]) => path.startsWith(key)) ?? []
        return !allowed.includes(name)
      })

    expect(made).toEqual([])
  })

  test('folders import each other in one direction', () => {
    const graph = new Map<string, Set<string>>()
    for (const { file, target } of ownImports()) {
      const [from, to] = [folderOf(file.path), folderOf(target)]
      if (from !== to) graph.set(from, (graph.get(from) ?? new Set()).add(to))
    }

    expect(cyclesOf(graph)).toEqual([])
  })
})

test('start loads no schemas, no framework and no undici: captures need none of them', () => {
  const loaded = new Set(['server/cli/serve.ts'])
  for (const path of loaded) {
    for (const taken of files.find((file) => file.path === path)?.imports ?? []) {
      if (!taken.isType && !taken.isLater) loaded.add(taken.target)
    }
  }

  // `node:http`, as an import, loads undici: see node-http.ts.
  const heavy = [...loaded].filter((target) => /^(zod|@?hono|ws|node:http2?|undici)\b/.test(target))

  expect(loaded).toContain('server/capture/route.ts')
  expect(heavy).toEqual([])
})

describe('every file', () => {
  test('imports only files that are there', () => {
    const missing = ownImports().filter(({ target }) => !existsSync(target))

    expect(missing.map(describeImport)).toEqual([])
  })

  test('opens with a sentence about what it owns', () => {
    const silent = files.filter(({ text }) => !/^(#!.*\n)?(\/\/ |\/\*\*?\s)\S/.test(text))

    expect(silent.map(({ path }) => path)).toEqual([])
  })

  test('has at most 300 lines', () => {
    const long = files
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 300)

    expect(long).toEqual([])
  })

  test.each([
    ['a default export', /^export default\b|\bas default\b/m],
    ['any', /:\s*any\b|\bas any\b|<any\b|\bany(?:>|\[\])/],
    [
      'switched-off check, but of accessibility with a reason',
      /biome-ignore (?!lint\/a11y\/\w+: \S)|@ts-|eslint-/,
    ],
    ['mutable state of the module', /^(?:export )?(?:let|var) /m],
  ])('has no %s', (_what, pattern) => {
    const found = files.flatMap(({ path, text }) => {
      const line = text.split('\n').findIndex((content) => pattern.test(withoutStrings(content)))
      return line < 0 ? [] : [`${path}:${line + 1}`]
    })

    expect(found).toEqual([])
  })
})

/** A line of code without what its quotes hold. */
function withoutStrings(line: string): string {
  return line.replace(/'[^']*'|`[^`]*`|"[^"]*"/g, "''")
}

type OwnImport = Import & { readonly file: SourceFile }

/** Imports between our own files. */
function ownImports(): readonly OwnImport[] {
  return files.flatMap((file) =>
    file.imports.filter(({ isOurs }) => isOurs).map((taken) => ({ file, ...taken })),
  )
}

/** The name that the table has for what a file belongs to: `api`, `config`, `web`. */
function moduleOf(path: string): string {
  const [root = '', second = ''] = path.split('/')
  return root === 'server' ? second.replace(/\.ts$/, '') : root
}

/** A folder for the question of direction; a file right below a root stands for itself. */
function folderOf(path: string): string {
  const parts = path.split('/')
  return parts.length > 2 ? parts.slice(0, 2).join('/') : path
}

function isCovered(allowed: string, target: string, isType: boolean): boolean {
  const own = target.replace(/^server\//, '').replace(/\.tsx?$/, '')
  return allowed.split(', ').some((name) => {
    const path = name.replace(/^type /, '')
    if (path === '' || (path !== name && !isType)) return false
    return own === path || own.startsWith(`${path}/`)
  })
}

function describeImport({
  file,
  target,
  isType,
}: OwnImport | (Import & { file: SourceFile })): string {
  return `${file.path} imports ${isType ? 'types of ' : ''}${target}`
}

/** Each cycle once, as the folders along it. */
function cyclesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const cycles = new Set<string>()
  const done = new Set<string>()
  function walk(node: string, trail: readonly string[]): void {
    const start = trail.indexOf(node)
    if (start >= 0) {
      cycles.add([...trail.slice(start), node].join(' → '))
      return
    }
    if (done.has(node)) return
    for (const next of graph.get(node) ?? []) walk(next, [...trail, node])
    done.add(node)
  }
  for (const node of graph.keys()) walk(node, [])
  return [...cycles]
}
