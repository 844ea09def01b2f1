// The composition root: builds every part, wires them, listens, and drains. Nothing else constructs.

import { createDevelopmentKeys } from './access/development-keys.ts'
import { accessOf, newDeliveryId, newRunId, newSeed } from './access/keys.ts'
import { declareBins } from './access/mint.ts'
import { createMintLimit } from './access/mint-limit.ts'
import { createSealer } from './access/sealer.ts'
import { createSecretKey } from './access/secret-key.ts'
import { createSecrets } from './access/secrets.ts'
import { binUrls } from './api/bin-urls.ts'
import { createHolds } from './capture/holds.ts'
import { createInflow } from './capture/inflow.ts'
import type { ParseFailures } from './capture/read-request.ts'
import { createCapture } from './capture/route.ts'
import { createWriter } from './capture/writer.ts'
import type { Config } from './config.ts'
import { createDeliveries } from './delivery/deliveries.ts'
import { internet, type Network } from './delivery/network.ts'
import { createOutcomeWriter } from './delivery/outcome-writer.ts'
import { createExpiry } from './expiry.ts'
import { createFailureLog } from './failure-log.ts'
import { createGuard, isLoopback } from './http/guard.ts'
import { createLate } from './http/late.ts'
import { createListener } from './http/listener.ts'
import { createRemoteAddress } from './http/remote-address.ts'
import {
  announceAnswered,
  announceCommitted,
  announceDelivered,
  runAnnouncer,
  verdictAnnouncer,
} from './live/announce.ts'
import { createHub } from './live/hub.ts'
import type { LiveSocketOptions } from './live/socket.ts'
import type { Log } from './log.ts'
import { readVersion, webRoot } from './package.ts'
import { createRelays } from './relay/relays.ts'
import { openStore } from './store/open.ts'
import { createTurns, type TakeTurn } from './turns.ts'
import { createVerdicts } from './verdicts/verdicts.ts'
import type { BinLimits } from './wire/bins.ts'
import type { BinId } from './wire/ids.ts'

export interface RunningServer {
  /** Where a browser on this machine opens the inspector. */
  readonly url: string
  /** Answers what is in flight, says goodbye to sockets, closes the database (O2). */
  close(): Promise<void>
}

/** What a test stands in for. */
export interface Surroundings {
  readonly network?: Network | undefined
  readonly takeTurn?: TakeTurn | undefined
}

const drainGraceMs = 10_000
const maxWaitingBytes = 256 * 1024 * 1024
/** Bodies of the largest size that may arrive at once. */
const mostLargeBodies = 24
const leastInflowBytes = 64 * 1024 * 1024

/** Rejects with an error fit to show when the database or the address cannot be had. */
export async function startServer(
  config: Config,
  log: Log,
  { network = internet, takeTurn = createTurns() }: Surroundings = {},
): Promise<RunningServer> {
  const now = Date.now
  const onFailure = createFailureLog(log, now)
  const store = await openStore(config.db, {
    alone: true,
    takeTurn,
    limits: {
      requestsPerBin: config.maxRequestsPerBin,
      bytesPerBin: config.maxBytesPerBin,
      totalBytes: config.maxStoreBytes,
    },
    onBackgroundError: onFailure,
  })
  const limits: BinLimits = {
    bodyBytes: config.maxBodyBytes,
    requests: config.maxRequestsPerBin,
    bytes: config.maxBytesPerBin,
    expiresAfterMs: config.expireAfterMs,
  }
  // The flags' parser let nothing through that is not a bin id.
  await declareBins(store, config.bins as readonly BinId[], now())

  const hub = createHub({
    store,
    stateOf: (bin) => [
      { type: 'relay', bin, relays: relays.list(bin) },
      ...verdicts.list(bin).map((checking) => ({ type: 'checking', bin, ...checking }) as const),
    ],
    onFailure,
  })
  const { publicUrl, allowHosts } = config
  const outcomes = createOutcomeWriter(store)
  const relays = createRelays({
    store,
    outcomes,
    accessOf,
    urlsOf: ({ id }, origin) => binUrls(id, publicUrl ?? origin),
    now,
    newId: newDeliveryId,
    onChange: (bin, relays) => hub.announce({ type: 'relay', bin, relays }),
    onKept: (bin, delivery, changed) => announceDelivered(hub, bin, delivery, changed),
    onFailure,
  })
  const writer = createWriter({
    store,
    maxWaitingBytes,
    onCommitted: (requests, outcome) => {
      announceCommitted(hub, requests, outcome)
      relays.wake(requests)
      verdicts.explainCommitted(requests, outcome)
    },
  })
  const sealer = createSealer(createSecretKey(config.secretKey, `${config.db}.key`))
  const secrets = createSecrets({ store, sealer, now, onLocked: onFailure })
  const developmentKeys = createDevelopmentKeys({ store, sealer, now })
  const verdicts = createVerdicts({
    ...verdictAnnouncer(hub),
    store,
    credentialsOf: secrets.openForChecks,
    settled: writer.settled,
    publicUrl: config.publicUrl,
    takeTurn,
    onFailure,
  })
  const deliveries = createDeliveries({
    ...runAnnouncer(hub),
    store,
    outcomes,
    network,
    targets: { boundToLoopback: isLoopback(config.host), allow: config.allowTargets },
    maxBodyBytes: config.maxBodyBytes,
    credentialsOf: secrets.open,
    developmentKeyOf: developmentKeys.open,
    relayTo: relays.wayTo,
    serverUrl: () => publicUrl ?? ownUrl,
    now,
    newDeliveryId,
    newRunId,
    newSeed,
    takeTurn,
    onFailure,
  })
  const guard = createGuard({ publicUrl, allowHosts })
  let isDraining = false
  let ownUrl = ''
  const parseFailures: ParseFailures = new WeakMap()
  const remoteAddressOf = createRemoteAddress(config.trustProxies)
  const inflow = createInflow(Math.max(leastInflowBytes, mostLargeBodies * config.maxBodyBytes))
  const holds = createHolds()
  const capture = createCapture({
    store,
    writer,
    maxBodyBytes: config.maxBodyBytes,
    parseFailures,
    now,
    remoteAddressOf,
    credentialsOf: secrets.openForChecks,
    publicUrl,
    answering: relays.answering,
    onAnswered: async (bin, seq, record) => {
      const changed = await store.recordAnswer(bin, seq, record)
      if (changed) announceAnswered(hub, bin, changed)
    },
    inflow,
    holds,
    newSalt: newSeed,
    onFailure,
  })
  const admit = async (bin: BinId, key: string) => {
    const record = await store.getBin(bin)
    if (!record) return 'not-found'
    if (!accessOf(key, record)) return 'wrong-key'
    await store.touchBin(bin, now())
    return 'admitted'
  }
  // Most of what there is to load, schemas above all; no capture needs it, so that it is loaded behind the first of them.
  const appServer = createLate(async () => {
    const { createApi } = await import('./api/app.ts')
    const { createApp } = await import('./http/app.ts')
    const { createAppServer } = await import('./http/app-server.ts')
    const { serveLiveSocket } = await import('./live/socket.ts')
    const { serveRelaySocket } = await import('./relay/socket.ts')
    const api = createApi({
      store,
      hub,
      ...deliveries,
      relays,
      secrets,
      developmentKeys,
      verdicts,
      capture,
      limits,
      mintLimit: createMintLimit(() => performance.now()),
      now,
      version: readVersion(),
      publicUrl,
      takeTurn,
      onFailure,
    })
    const checkReady = async () => {
      if (isDraining) throw new Error('stopping')
      await store.ping()
    }
    return createAppServer({
      app: createApp({ api, guard, remoteAddressOf, webRoot, checkReady }),
      guard,
      serveLive: (socket, origin) => {
        const serveRelay: LiveSocketOptions['serveRelay'] = (relay, hello) =>
          serveRelaySocket(relay, hello, relays.partsFor(origin))
        serveLiveSocket(socket, { admit, hub, serveRelay, now, onFailure })
      },
      onFailure,
    })
  })
  const listener = createListener({
    capture,
    parseFailures,
    appServer,
    remoteAddressOf,
    onFailure,
  })

  const expiry = createExpiry({
    store,
    expireAfterMs: config.expireAfterMs,
    now,
    onExpired: (bin) => {
      hub.end(bin, 'expired')
      relays.end(bin, 'expired')
      verdicts.end(bin)
    },
    log,
    onFailure,
  })
  const close = async () => {
    if (isDraining) return
    isDraining = true
    expiry.stop()
    holds.close()
    const drained = listener.drain(drainGraceMs)
    const stopped = Promise.all([deliveries.bulk.close(), verdicts.close()])
    relays.close()
    await Promise.all([stopped, drained, appServer.settled()])
    await writer.close()
    hub.close()
    await store.close()
  }

  try {
    await expiry.start()
    await store.interruptRuns(now())
    await verdicts.resume()
    const { port } = await listener.listen(config.port, config.host)
    ownUrl = urlFor(config.host, port)
    // Nobody should have to wait for it; whoever does is told if it fails.
    setImmediate(() => appServer.get().catch(onFailure))
    return { url: ownUrl, close }
  } catch (error) {
    expiry.stop()
    await store.close()
    throw error
  }
}

/** An address to open: a wildcard or loopback address is reached as localhost. */
function urlFor(host: string, port: number): string {
  const isWildcard = host === '0.0.0.0' || host === '::'
  if (isWildcard || host === '127.0.0.1' || host === '::1') return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
