// `hooklens replay`: has a server send requests of a bin to a target, waits for the end, and says what came of it (D6).

import { type ApiClient, createApiClient } from '../client/api.ts'
import { connectLive, type Socket } from '../client/live.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import type { Run, RunWithOutcomes } from '../wire/runs.ts'
import { ask } from './ask.ts'
import { parseReplay, type ReplayCall, replayHelp } from './replay-options.ts'
import { isAllWell, progressText, reportText } from './replay-report.ts'
import { type Command, misuse, type Terminal } from './run.ts'
import { keyOf } from './saved-keys.ts'
import { linkTo, type ServerLink } from './server-link.ts'

export const replay: Command = {
  summary: 'Send requests of a bin to a target again.',
  async run(args, terminal) {
    const parsed = parseReplay(args, terminal.env)
    if (parsed.type === 'invalid') return misuse(terminal, parsed.message, 'replay')
    if (parsed.type === 'help') {
      terminal.stdout.write(replayHelp())
      return 0
    }
    const { call } = parsed
    const { bin, server, isJson } = call
    const link = await linkTo(server, call.ca)
    const key = await keyOf({ server, bin }, terminal.env)
    const api = createApiClient(server, key, link.fetch)
    const ended = await makeRun(call, { link, key, api, terminal })
    terminal.stdout.write(isJson ? `${JSON.stringify(ended)}\n` : reportText(ended))
    return isAllWell(ended) ? 0 : 1
  },
}

interface Means {
  readonly link: ServerLink
  readonly key: string
  readonly api: ApiClient
  readonly terminal: Terminal
}

async function makeRun({ bin, run: options }: ReplayCall, means: Means): Promise<RunWithOutcomes> {
  const { api, terminal } = means
  const routes = api.api.bins[':bin'].replays
  // A signal may come before the server has answered that it has begun.
  const stopped = new Promise<void>((resolve) => {
    terminal.on('SIGINT', resolve)
    terminal.on('SIGTERM', resolve)
  })
  const started = await ask<Run>(routes.$post({ param: { bin }, json: options }))
  const param = { bin, id: started.id }
  const cancelled = stopped.then(() => ask<Run>(routes[':id'].cancel.$post({ param })))
  const following = new AbortController()
  try {
    await Promise.race([follow(bin, started, means, following.signal), cancelled])
  } finally {
    following.abort()
  }
  return await ask<RunWithOutcomes>(routes[':id'].$get({ param }))
}

/** Resolves when the run has ended, however often the connection is lost meanwhile. */
async function follow(
  bin: BinId,
  { id }: Run,
  { link, key, api, terminal }: Means,
  signal: AbortSignal,
): Promise<void> {
  const progress = createProgressLine(terminal)
  await new Promise<void>((resolve, reject) => {
    const client = connectLive({
      url: link.server,
      // A WebSocket of `ws` has the standard's events; its types say more than is used here.
      openSocket: () => link.openSocket() as unknown as Socket,
      onState: () => {},
      fetchFrom: async () => [],
    })
    const end = (settle: () => void) => {
      client.close()
      progress.close()
      settle()
    }
    signal.addEventListener('abort', () => end(resolve))
    const see = (run: Run) => {
      if (run.id !== id) return
      progress.show(run)
      if (run.state !== 'running') end(resolve)
    }
    // What is behind the last request there can be: only runs are of interest.
    const after = Number.MAX_SAFE_INTEGER
    client.subscribe(
      bin,
      { key, after },
      {
        onRequests: () => {},
        onEvent: (event) => {
          if (event.type === 'run') see(event.run)
        },
        // It may have ended before, or while the connection was lost.
        onSubscribed: () => {
          const list = api.api.bins[':bin'].replays.$get({ param: { bin } })
          ask<{ runs: Run[] }>(list).then(
            ({ runs }) => runs.forEach(see),
            (error) => end(() => reject(error)),
          )
        },
        onRefused: () =>
          end(() => reject(new AppError('not-found', 'The bin is gone, and its runs with it.'))),
      },
    )
  })
}

/** One line that is written over and over, on a terminal; nothing elsewhere. */
function createProgressLine({ stderr }: Terminal) {
  const isShown = stderr.isTTY === true
  return {
    show(run: Run) {
      if (isShown) stderr.write(`\r\x1b[K${progressText(run)}`)
    },
    close() {
      if (isShown) stderr.write('\r\x1b[K')
    },
  }
}
