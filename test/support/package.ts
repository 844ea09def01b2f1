// The package as a user gets it: packed from a clean copy of the sources, installed alone in an empty folder.

import { execFile } from 'node:child_process'
import { accessSync, constants, globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

export interface InstalledPackage {
  /** Where it was installed; `node_modules` is in it. */
  readonly folder: string
  /** Every file in the tarball. */
  readonly files: readonly string[]
  /** Runs a command in the folder, with a current Node first on the path. */
  run(command: string, ...args: readonly string[]): Promise<string>
  remove(): Promise<void>
}

// What `npm pack` builds from. A copy, so that no other test sees dist/ while it is emptied and filled.
const sources = ['server', 'web', 'package.json', 'tsconfig.json', 'vite.config.ts']
const papers = ['README.md', 'LICENSE', 'CHANGELOG.md']

export async function installPackage(): Promise<InstalledPackage> {
  const root = await mkdtemp(join(tmpdir(), 'hooklens-package-'))
  const copy = join(root, 'copy')
  const folder = join(root, 'installed')
  await mkdir(copy)
  await mkdir(folder)
  for (const name of [...sources, ...globSync(papers)]) {
    await cp(name, join(copy, name), { recursive: true })
  }
  await symlink(resolve('node_modules'), join(copy, 'node_modules'))
  const packed = await runIn(copy, 'npm', ['pack', '--json', '--pack-destination', root])
  const [{ filename, files }] = Object.values(JSON.parse(packed)) as [Packed]
  await writeFile(join(folder, 'package.json'), '{"private":true}')
  await runIn(folder, 'npm', [
    'install',
    '--omit=dev',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    join(root, filename),
  ])
  return {
    folder,
    files: files.map(({ path }) => path),
    run: (command, ...args) => runIn(folder, command, args),
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  }
}

const ours = /^(HOOKLENS_|NODE_|VITEST|INIT_CWD$|npm_)/i
/** How this machine reaches the registry, from behind a proxy with a certificate of its own too. */
const network =
  /^(NODE_EXTRA_CA_CERTS|npm_config_(registry|cache|userconfig|globalconfig|cafile|ca))$/i

/** The environment of a user who has installed this very Node and nothing of ours. */
export function userEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !ours.test(name) || network.test(name),
  )
  const path = [dirname(process.execPath), ...foldersOnPath()].join(delimiter)
  return { ...Object.fromEntries(kept), PATH: path } as Record<string, string> // `process.env` has no undefined ones.
}

/** Every `node` on the path that is older than the package needs, with its version. */
export async function findOldNodes(): Promise<readonly { path: string; version: string }[]> {
  const paths = new Set(foldersOnPath().map((folder) => join(folder, 'node')))
  const found = await Promise.all(
    [...paths].filter(isExecutable).map(async (path) => {
      const { stdout } = await execute(path, ['-p', 'process.versions.node'])
      return { path, version: stdout.trim() }
    }),
  )
  return found.filter(({ version }) => Number(version.split('.')[0]) < 22)
}

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

async function runIn(cwd: string, command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(command, [...args], { cwd, env: userEnvironment() })
  return stdout
}

function foldersOnPath(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
