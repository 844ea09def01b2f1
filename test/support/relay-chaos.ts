// Requests on their way through server, network and relay to a local server, while each of the three is killed or cut.
// What happens when is counted in requests, never in seconds; the same seed makes the same plan again.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApiClient } from '../../server/client/api.ts'
import { createServerProcesses } from './crash.ts'
import { type Listening, startListening, userEnv } from './listen.ts'
import { fetchFrom } from './live.ts'
import { post } from './post.ts'
import { startRoughNetwork } from './rough-network.ts'

export interface ChaosResult {
  /** Numbers of the requests stored, in the order of their seqs. */
  readonly stored: readonly number[]
  /** Numbers the local server saw, in the order of first sight. */
  readonly seen: readonly number[]
  /** Numbers it saw again without being told that they are repeats. */
  readonly unmarked: readonly number[]
  readonly repeats: number
  /** How many it was told are repeats: besides these, what a killed relay had begun and it did not come to see. */
  readonly marked: number
  /** Stored requests without an outcome. */
  readonly withoutOutcome: readonly number[]
  readonly events: Readonly<Record<Event, number>>
}

type Event = 'reset' | 'truncate' | 'stall' | 'kill-relay' | 'kill-server'

/** How often each happens in a round. Starting a process takes a hundred times as long as anything else here. */
const eventsPerRound: readonly (readonly [Event, number])[] = [
  ['reset', 3],
  ['truncate', 3],
  ['stall', 2],
  ['kill-relay', 1],
  ['kill-server', 1],
]

export interface ChaosOptions {
  readonly seed: number
  readonly requests: number
  /** How often everything that can happen does, spread over the requests. */
  readonly rounds: number
  /** Where database, keys and state are kept. */
  readonly folder: string
  /** Sees to it that what was started ends, whatever happens. */
  readonly cleanUp: (work: () => void) => void
}

export async function runChaos({
  seed,
  requests,
  rounds,
  folder,
  cleanUp,
}: ChaosOptions): Promise<ChaosResult> {
  const plan = planOf(seeded(seed), requests, rounds)
  const events = { reset: 0, truncate: 0, stall: 0, 'kill-relay': 0, 'kill-server': 0 }
  const local = await startLocal()
  const db = `${folder}/chaos.db`
  const servers = createServerProcesses(cleanUp)
  let server = await servers.start(db)
  const network = await startRoughNetwork(portOf(server.url))
  const minted = await createApiClient(server.url).api.bins.$post({ json: { id: 'chaos' } })
  if (!minted.ok) throw new Error(`Minting answered ${minted.status}.`)
  const bin = await minted.json()
  const env = { ...userEnv(folder), HOOKLENS_KEY: bin.ownerKey }
  const args = [`${local.port}`, '--server', network.url, '--bin', bin.id, '--concurrency', '1']
  const startRelay = (): Listening => startListening([...args, '--since', 'last'], env, { cleanUp })
  let relay = startListening([...args, '--since', 'all'], env, { cleanUp })
  await relay.ready()

  /** Settles when the server is there (again): it may be due to be killed once more before. */
  let serverUp: Promise<unknown> = Promise.resolve()
  let relayUp: Promise<unknown> = Promise.resolve()

  async function restartServer(): Promise<void> {
    await server.kill()
    server = await servers.start(db)
    network.leadTo(portOf(server.url))
  }

  async function restartRelay(): Promise<void> {
    relay.command.process.kill('SIGKILL')
    await relay.command.ended()
    relay = startRelay()
  }

  function cause(event: Event): void {
    events[event] += 1
    if (event === 'reset') network.reset()
    else if (event === 'truncate') network.truncate()
    else if (event === 'kill-server') serverUp = serverUp.then(restartServer)
    else if (event === 'kill-relay') relayUp = relayUp.then(restartRelay)
    else {
      network.stall()
      // Long enough for buffers to fill, never as long as a heartbeat.
      setTimeout(() => network.resume(), 50)
    }
  }

  local.onSight = (sights) => {
    while (sights >= (plan[0]?.at ?? Number.POSITIVE_INFINITY)) {
      const due = plan.shift()
      if (due) cause(due.event)
    }
  }

  let posted = 0
  let acknowledged = 0
  const capture = async () => {
    while (acknowledged < requests) {
      await local.hasSeen(acknowledged - mostAhead)
      await serverUp
      posted += 1
      try {
        const { status } = await post(`${server.url}/in/${bin.id}/n/${posted}`, bodyOf(posted))
        if (status === 200) acknowledged += 1
      } catch {
        // The server was killed: whether this one was stored is seen in the end.
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, capture))
  await serverUp

  /** The server may be killed while it is asked. */
  const readAll = async () => {
    for (let tries = 1; ; tries++) {
      await serverUp
      try {
        return await fetchFrom({ api: (key) => createApiClient(server.url, key) }, bin, 1)
      } catch (error) {
        if (tries === mostTries) throw error
      }
    }
  }
  await local.hasSeen((await readAll()).length)
  await Promise.all([relayUp, serverUp])
  // Whatever was lost meanwhile, the relay tells when it is connected again.
  let after = await readAll()
  const isUntold = ({ deliveries }: { deliveries: number }) => deliveries === 0
  for (let tries = 0; tries < mostTries && after.some(isUntold); tries++) {
    await sleep(100)
    after = await readAll()
  }
  relay.command.process.kill('SIGINT')
  await relay.command.ended()
  await server.kill()
  network.close()
  local.close()
  return {
    stored: after.map(({ path }) => numberIn(path)),
    seen: local.seen,
    unmarked: local.unmarked,
    repeats: local.repeats,
    marked: local.marked,
    withoutOutcome: after.filter(isUntold).map(({ seq }) => seq),
    events,
  }
}

/** Requests that may wait for the local server before senders wait too. */
const mostAhead = 50
const mostTries = 100

interface Due {
  readonly event: Event
  /** Requests that the local server has seen by then. */
  readonly at: number
}

/** Every event as often as it has to happen, in an order and at places that the seed decides. */
function planOf(random: () => number, requests: number, rounds: number): Due[] {
  const all = eventsPerRound.flatMap(([event, times]) =>
    Array.from({ length: times * rounds }, () => event),
  )
  const shuffled = all
    .map((event) => ({ event, rank: random() }))
    .toSorted((one, other) => one.rank - other.rank)
  const gap = requests / (all.length + 1)
  return shuffled.map(({ event }, index) => ({
    event,
    at: Math.ceil((index + random()) * gap) + 1,
  }))
}

/** The developer's own server: notes which numbers come, and which come again without a mark. */
async function startLocal() {
  const seen: number[] = []
  const known = new Set<number>()
  const unmarked: number[] = []
  const waiters = new Map<() => void, number>()
  let repeats = 0
  let marked = 0
  let sights = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const number = numberIn(request.url ?? '')
      const isMarked = String(request.headers['hooklens-delivery']).endsWith('; repeat')
      sights += 1
      if (isMarked) marked += 1
      if (known.has(number)) {
        repeats += 1
        if (!isMarked) unmarked.push(number)
      } else {
        known.add(number)
        seen.push(number)
      }
      local.onSight(sights)
      response.end('ok')
      for (const [wake, count] of waiters) if (known.size >= count) wake()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const local = {
    port: (server.address() as AddressInfo).port, // A TCP server that listens has one.
    seen,
    unmarked,
    get repeats() {
      return repeats
    },
    get marked() {
      return marked
    },
    onSight: (_sights: number) => {},
    /** Resolves once it has seen so many different numbers. */
    hasSeen(count: number): Promise<void> {
      if (known.size >= count) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          waiters.delete(wake)
          resolve()
        }
        waiters.set(wake, count)
      })
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return local
}

/** Every twentieth is larger than a frame. */
function bodyOf(number: number): Uint8Array {
  return new Uint8Array(number % 20 === 0 ? 150_000 : number % 700)
}

function numberIn(path: string): number {
  return Number(/\/n\/(\d+)$/.exec(path)?.[1])
}

function portOf(url: string): number {
  return Number(new URL(url).port)
}

/** Mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
