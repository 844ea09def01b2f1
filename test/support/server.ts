// A real server on a free port with a database of its own, and a typed client for it.

import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { type ApiClient, createApiClient } from '../../server/client/api.ts'
import { type Config, parseConfig } from '../../server/config.ts'
import { createLog } from '../../server/log.ts'
import { type Surroundings, startServer } from '../../server/main.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import { quickFolder } from './quick-folder.ts'

export interface TestServer {
  readonly url: string
  readonly port: number
  readonly config: Config
  /** Every log line written so far. */
  readonly logLines: readonly string[]
  /** A client that carries `key`. */
  api(key?: string): ApiClient
  mint(wanted?: { id?: string; name?: string }): Promise<MintedBin>
  close(): Promise<void>
}

/** Stopped and deleted when the test is over, unless the test has stopped it itself. */
export async function startTestServer(
  overrides: Partial<Config> = {},
  surroundings: Surroundings = {},
): Promise<TestServer> {
  const folder = overrides.db ? undefined : await temporaryFolder()
  const server = await start(
    { ...(folder ? { db: join(folder, 'test.db') } : {}), ...overrides },
    surroundings,
  )
  onTestFinished(() => server.close())
  return server
}

/** One server for all tests of a file that can share it, each with bins of its own. */
export function useServer(overrides: Partial<Config> = {}): TestServer {
  let server: TestServer
  beforeAll(async () => {
    server = await startAlone(overrides)
  })
  afterAll(() => server.close())
  return pending(() => server)
}

/**
 * One for all files of browser tests that run in this process. Browsers keep what they loaded from it: their pages open
 * in half the time. Its clock is the real one, whatever files beside them pretend.
 */
export function useSharedServer(): TestServer {
  let server: TestServer
  inProcess.beforeAll(({ sharedServer }) => {
    server = sharedServer
  })
  return pending(() => server)
}

/** Stands for a server that is not started yet. */
function pending(started: () => TestServer): TestServer {
  return {
    get url() {
      return started().url
    },
    get port() {
      return started().port
    },
    get config() {
      return started().config
    },
    get logLines() {
      return started().logLines
    },
    api: (key) => started().api(key),
    mint: (wanted) => started().mint(wanted),
    close: () => started().close(),
  }
}

// Vitest reads what a fixture needs from its pattern, so that one that needs nothing has an empty one.
const inProcess = test.extend('sharedServer', { scope: 'worker' }, async ({}, { onCleanup }) => {
  const server = await startAlone({})
  onCleanup(() => server.close())
  const close = () => Promise.reject(new Error('Other files need it: start a server of your own.'))
  return { ...server, close }
})

/** With a folder of its own, deleted when it closes. */
async function startAlone(overrides: Partial<Config>): Promise<TestServer> {
  const folder = await makeFolder()
  const server = await start({ db: join(folder, 'test.db'), ...overrides })
  return {
    ...server,
    async close() {
      await server.close()
      await removeFolder(folder)
    },
  }
}

async function start(overrides: Partial<Config>, surroundings?: Surroundings): Promise<TestServer> {
  const config = testConfig(overrides)
  const logLines: string[] = []
  const log = createLog({ format: 'json', level: 'debug', write: (line) => logLines.push(line) })
  const server = await startServer(config, log, surroundings)
  const api = (key?: string) => createApiClient(server.url, key)
  return {
    url: server.url,
    port: Number(new URL(server.url).port),
    config,
    logLines,
    api,
    async mint(wanted = {}) {
      const response = await api().api.bins.$post({ json: wanted })
      if (response.status !== 201) throw new Error(`Minting answered ${response.status}.`)
      // The schema's output is the wire type, less the brand of the id.
      return (await response.json()) as MintedBin
    },
    close: () => server.close(),
  }
}

/** The defaults of the product on a free port of this machine. */
export function testConfig(overrides: Partial<Config>): Config {
  const parsed = parseConfig(['--port', '0'], {})
  if (parsed.type !== 'config') throw new Error('The defaults do not parse.')
  return { ...parsed.config, ...overrides }
}

/** Deleted when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await makeFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

function makeFolder(): Promise<string> {
  return mkdtemp(join(quickFolder(), 'hooklens-test-'))
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 })
}
