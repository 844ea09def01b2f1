// The product's own source files and what each imports, read as text.

import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'

export interface SourceFile {
  /** From the root of the project: `server/api/app.ts`. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
}

export interface Import {
  /** A path like that of a file for one of ours, else the specifier: `node:fs`, `zod`. */
  readonly target: string
  readonly isOurs: boolean
  /** Gone after compilation. */
  readonly isType: boolean
  /** Loaded only when the code comes to it. */
  readonly isLater: boolean
  /** The names taken, as exported; none for a whole module. */
  readonly names: readonly string[]
}

export function readSources(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`))
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
}

// Biome has formatted every file: one statement begins a line, and strings have single quotes.
const statement = /^(?:import|export)\s+(?:(type\s+)?([\w$*{},\s]+?)\s+from\s+)?'([^']+)'/gm
const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g

function importsOf(path: string, text: string): Import[] {
  const statements = [...text.matchAll(statement)].map(([, type, clause = '', specifier = '']) => {
    const members = /\{([^}]*)\}/.exec(clause)?.[1]?.split(',') ?? []
    const taken = members.map((member) => member.trim()).filter(Boolean)
    const isAllTypes = clause.startsWith('{') && taken.every((member) => member.startsWith('type '))
    return newImport(path, specifier, {
      isType: type !== undefined || (taken.length > 0 && isAllTypes),
      isLater: false,
      names: taken.map((member) => member.replace(/^type /, '').replace(/ as .*/, '')),
    })
  })
  const expressions = [...text.matchAll(dynamic)].map(([, specifier = '']) =>
    newImport(path, specifier, { isType: false, isLater: true, names: [] }),
  )
  return [...statements, ...expressions]
}

function newImport(
  from: string,
  specifier: string,
  rest: Pick<Import, 'isType' | 'isLater' | 'names'>,
): Import {
  const isOurs = specifier.startsWith('.')
  return { target: isOurs ? join(dirname(from), specifier) : specifier, isOurs, ...rest }
}
