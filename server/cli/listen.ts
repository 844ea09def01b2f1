// `hooklens listen`: delivers the requests of a bin to this machine until it is told to stop (D8).

import { createApiClient } from '../client/api.ts'
import { type Relay, type RelayEvent, startRelay, targetsOf } from '../relay/client/relay.ts'
import type { Route } from '../relay/client/routes.ts'
import { openRelayState, type RelayState } from '../relay/client/state-file.ts'
import { type ListenOptions, listenHelp, parseListen, type Since } from './listen-options.ts'
import { startView } from './listen-view.ts'
import { type FoundBin, findBin, makeOwnBin } from './relay-bin.ts'
import { type RelayPlace, stateFileOf } from './relay-files.ts'
import { type Command, misuse, type Terminal } from './run.ts'
import { saveKey } from './saved-keys.ts'
import { linkTo, type ServerLink } from './server-link.ts'

export const listen: Command = {
  summary: 'Deliver the requests of a bin to this machine.',
  async run(args, terminal) {
    const parsed = parseListen(args, terminal.env, Date.now())
    if (parsed.type === 'invalid') return misuse(terminal, parsed.message, 'listen')
    if (parsed.type === 'help') {
      terminal.stdout.write(listenHelp())
      return 0
    }
    const { options } = parsed
    const link = await linkTo(options.server, options.ca)
    const place = { server: options.server, targets: targetsOf(options.routes) }
    const api = createApiClient(options.server, undefined, link.fetch)
    const bin = await findBin({ place, bin: options.bin, api, terminal })
    const ended = await relayBin(bin, { options, link, place, terminal })
    if (ended.type === 'ended') return ended.code
    // The bin of the last time is gone, and nobody asked for that very one.
    terminal.stderr.write(`The bin ${bin.id} of the last time is gone. This is a new one.\n`)
    const fresh = await makeOwnBin({ place, api })
    const again = await relayBin(fresh, { options, link, place, terminal })
    return again.type === 'ended' ? again.code : 1
  },
}

interface Call {
  readonly options: ListenOptions
  readonly link: ServerLink
  readonly place: RelayPlace
  readonly terminal: Terminal
}

type Ended = { readonly type: 'ended'; readonly code: number } | { readonly type: 'bin-gone' }

async function relayBin(bin: FoundBin, { options, link, place, terminal }: Call): Promise<Ended> {
  const state = openRelayState(stateFileOf(place, bin.id))
  try {
    return await new Promise<Ended>((resolve) => {
      let relay: Relay | undefined
      const view = startView({
        terminal,
        link,
        bin,
        targets: shownTargets(options.routes),
        isJson: options.isJson,
        setPaused: (isPaused) => relay?.setPaused(isPaused),
        // Asked once it lets running deliveries finish, asked again it does not.
        stop(isForced) {
          if (!isForced) return void relay?.finish().then(() => end({ type: 'ended', code: 0 }))
          relay?.abort()
          end({ type: 'ended', code: 0 })
        },
      })
      let isOver = false
      const end = (ended: Ended, message = '') => {
        if (isOver) return
        isOver = true
        view.close()
        if (message) terminal.stderr.write(`${message}\n`)
        resolve(ended)
      }
      const fail = (error: unknown) => {
        relay?.abort()
        end({ type: 'ended', code: 1 }, error instanceof Error ? error.stack : String(error))
      }
      const onEvent = (event: RelayEvent) => {
        view.show(event)
        if (event.type === 'welcome' && bin.isTyped) {
          saveKey({ server: options.server, bin: bin.id }, bin.key).catch(fail)
        }
        if (event.type !== 'connection' || event.connection.type !== 'refused') return
        const { reason, message } = event.connection
        const isGone = reason === 'not-found' || reason === 'deleted' || reason === 'expired'
        if (isGone && bin.isOwn && !bin.isNew) end({ type: 'bin-gone' })
        else end({ type: 'ended', code: 1 }, message)
      }
      relay = startRelay({
        bin: bin.id,
        key: bin.key,
        routes: options.routes,
        only: options.only,
        ...startOf(options.since, bin, state),
        concurrency: options.concurrency,
        insecure: options.insecure,
        state,
        openSocket: () => link.openSocket(),
        onEvent,
        onFailure: fail,
        now: Date.now,
      })
    })
  } finally {
    state.close()
  }
}

/** Where the stream begins; asked for another place than the last, what is known of the last is forgotten. */
function startOf(since: Since, bin: FoundBin, state: RelayState) {
  if (since !== 'last') state.clear()
  if (since === 'now' || since === 'all') return { start: since }
  if (since !== 'last') return { start: since.first - 1 }
  const { cursor } = state
  if (cursor) return { start: cursor.after, binCreatedAt: cursor.binCreatedAt }
  // What was sent to a new bin between its making and the connection is not to be missed.
  return { start: bin.isNew ? ('all' as const) : ('now' as const) }
}

/** The main one first. */
function shownTargets(routes: readonly Route[]) {
  const shown = routes.map(({ filter, url }) => ({ filter: filter?.text ?? '', url }))
  return shown.toSorted((a, b) => Number(a.filter !== '') - Number(b.filter !== ''))
}
