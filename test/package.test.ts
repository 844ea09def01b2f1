import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readVersion } from '../server/package.ts'
import { call } from './support/call.ts'
import { readyUrl, startCommand } from './support/child.ts'
import {
  findOldNodes,
  type InstalledPackage,
  installPackage,
  userEnvironment,
} from './support/package.ts'
import { temporaryFolder } from './support/server.ts'

let installed: InstalledPackage

beforeAll(async () => {
  installed = await installPackage()
}, 120_000)

afterAll(() => installed?.remove())

test('the package holds the compiled program and the built inspector, and nothing it does not need', () => {
  const wanted = [
    /^package\.json$/,
    /^(README|LICENSE|CHANGELOG)(\.md)?$/,
    /^dist\/server\/[\w/-]+\.js$/,
    /^dist\/web\/(index\.html|favicon\.svg|assets\/[\w.-]+\.(js|css|svg|woff2|wasm))$/,
  ]

  const strangers = installed.files.filter((path) => !wanted.some((pattern) => pattern.test(path)))

  expect(strangers).toEqual([])
  for (const path of ['dist/server/cli/bin.js', 'dist/server/main.js', 'dist/web/index.html']) {
    expect(installed.files).toContain(path)
  }
})

test('the command is executable and asks for node by name', async () => {
  const file = join(installed.folder, 'node_modules/hooklens/dist/server/cli/bin.js')

  const text = await readFile(file, 'utf8')
  const { mode } = await stat(file)

  expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true)
  expect(mode & 0o111).toBe(0o111)
})

test('npx finds the command in an empty project', async () => {
  const stdout = await installed.run('npx', '--offline', 'hooklens', '--version')

  expect(stdout).toBe(`${readVersion()}\n`)
})

test('the installed command serves the inspector and captures', async () => {
  const db = join(await temporaryFolder(), 'package.db')
  const command = startCommand('node_modules/.bin/hooklens', ['--port', '0', '--db', db], {
    cwd: installed.folder,
    env: userEnvironment(),
  })
  const url = (await readyUrl(command)).origin

  const page = await (await fetch(url)).text()
  const [, script = ''] = /<script [^>]*src="([^"]+)"/.exec(page) ?? []
  const asset = await fetch(url + script)
  const { json: bin } = await call({ url }, 'POST /bins')
  const capture = await fetch(`${bin.captureUrl}/orders`, { method: 'POST', body: 'hello' })
  const list = await call({ url }, `GET /bins/${bin.id}/requests`, { key: bin.viewKey })
  command.process.kill('SIGTERM')
  const { code, stderr } = await command.ended()

  expect(page).toMatch(/<title>Hooklens/)
  expect(asset.status).toBe(200)
  expect(asset.headers.get('content-type')).toMatch(/javascript/)
  expect(capture.status).toBe(200)
  expect(list.json.requests).toMatchObject([{ seq: 1, path: '/orders', body: { size: 5 } }])
  expect(code).toBe(0)
  expect(stderr).not.toMatch(/warning|error/i)
})

test('on an older Node the command says in one line what it needs', async () => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8'))
  const needed = manifest.engines.node.replace('>=', '')
  const file = join(installed.folder, 'node_modules/hooklens/dist/server/cli/bin.js')
  const pretended = ['18.20.1', '22.13.0'].map((version) => ({
    version,
    command: [process.execPath, '--import', pretending(version)],
  }))
  const real = (await findOldNodes()).map(({ path, version }) => ({ version, command: [path] }))

  const told = await Promise.all(
    [...pretended, ...real].map(async ({ version, command: [node = '', ...flags] }) => ({
      version,
      ...(await outcomeOf(node, [...flags, file, '--help'])),
    })),
  )

  for (const { version, ...outcome } of told) {
    expect(outcome).toEqual({
      code: 1,
      stdout: '',
      stderr: `Hooklens needs Node ${needed} or newer; this is Node ${version}. Install a current one from https://nodejs.org.\n`,
    })
  }
})

test('the file that says so has no syntax that an older Node could not read', async () => {
  const text = await readFile(
    join(installed.folder, 'node_modules/hooklens/dist/server/cli/bin.js'),
    'utf8',
  )

  const beforeTheCheck = text.slice(0, text.indexOf('import('))
  expect(text).not.toMatch(/^import /m)
  expect(beforeTheCheck).not.toMatch(/\?\?=|\|\|=|#\w+\s*=|\d_\d|static \{|using /)
})

// npm compiles whatever holds a binding.gyp, unless it reads `gypfile: false`. It reads that where a package is new
// to it, but from a lockfile only if it stands there, and `npm install` never writes it. Newer npms also ask
// `allowScripts`, which stays.
test('npm ci compiles nothing: what brings its own binaries is marked so, for old and new npms', async () => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8'))
  const lockfile = JSON.parse(await readFile('package-lock.json', 'utf8'))
  const compiled = globSync('node_modules/{*,@*/*}/binding.gyp').map(dirname)

  expect(compiled).toContain(join('node_modules', 'better-sqlite3'))
  for (const folder of compiled) {
    expect(lockfile.packages[folder], `put "gypfile": false back at ${folder}`).toMatchObject({
      gypfile: false,
    })
    expect(manifest.allowScripts).toMatchObject({ [folder.slice('node_modules/'.length)]: false })
  }
})

/** A module that makes this Node give another version, with the Node-API that such a version has. */
function pretending(version: string): string {
  const versions = `{...process.versions,node:'${version}',napi:'9'}`
  const source = `Object.defineProperty(process,'versions',{value:${versions}})`
  return `data:text/javascript,${encodeURIComponent(source)}`
}

function outcomeOf(command: string, args: readonly string[]) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(command, [...args], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr })
    })
  })
}
