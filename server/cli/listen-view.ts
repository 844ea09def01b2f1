// Shows a relay at work, as a screen with keys where a person watches and as lines elsewhere, and turns keys into calls.

import { apiErrorOf, createApiClient } from '../client/api.ts'
import type { RelayEvent } from '../relay/client/relay.ts'
import {
  chosenRow,
  type ListenAction,
  type ListenModel,
  newListenModel,
  type Row,
  update,
} from './listen-model.ts'
import { jsonLines, plainLines } from './listen-output.ts'
import { screenLines } from './listen-screen.ts'
import { type Key, type LiveTerminal, openTerminal } from './listen-terminal.ts'
import { openBrowser } from './open-browser.ts'
import type { FoundBin } from './relay-bin.ts'
import type { Terminal } from './run.ts'
import type { ServerLink } from './server-link.ts'
import { inColour, plain } from './terminal-text.ts'

export interface ViewOptions {
  readonly terminal: Terminal
  readonly link: ServerLink
  readonly bin: FoundBin
  readonly targets: ListenModel['targets']
  readonly isJson: boolean
  readonly setPaused: (isPaused: boolean) => void
  readonly stop: (isForced: boolean) => void
}

export interface View {
  show(event: RelayEvent): void
  close(): void
}

export function startView(options: ViewOptions): View {
  const { terminal, link, bin, isJson } = options
  const { stdin, stdout, stderr, env } = terminal
  const api = createApiClient(link.server, bin.key, link.fetch)
  const isScreen = !isJson && stdout.isTTY && stdin?.isTTY && env.TERM !== 'dumb'
  const describe = isJson ? jsonLines : plainLines
  let model = newListenModel(bin.id, options.targets)
  let screen: LiveTerminal | undefined
  let isOver = false

  function change(action: ListenAction): void {
    model = update(model, action, Date.now())
    screen?.redraw()
  }

  function stop(): void {
    if (isOver) return
    const isForced = model.isEnding
    change({ type: 'ending' })
    options.stop(isForced)
  }

  async function replay(row: Row | undefined): Promise<void> {
    if (!row) return change({ type: 'notice', text: 'There is nothing to replay yet.' })
    const target = options.targets.find(({ url }) => row.url.startsWith(url)) ?? options.targets[0]
    change({ type: 'notice', text: `Replaying #${row.seq}.` })
    try {
      const response = await api.api.bins[':bin'].requests[':seq'].replay.$post({
        param: { bin: bin.id, seq: String(row.seq) },
        json: { target: target?.url ?? '', via: 'relay' },
      })
      if (response.status !== 201) throw await apiErrorOf(response)
      const { outcome } = await response.json()
      const text = outcome.type === 'response' ? `answered ${outcome.status}` : outcome.message
      change({ type: 'notice', text: `#${row.seq} replayed: ${text}` })
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      change({ type: 'notice', text: `#${row.seq} was not replayed: ${text}` })
    }
  }

  function open(): void {
    const { inspectUrl } = model
    if (!inspectUrl) return
    const row = model.rows.find(({ id }) => id === model.selected)
    openBrowser(`${inspectUrl}${row ? `/${row.seq}` : ''}#key=${bin.key}`)
    change({ type: 'notice', text: 'Opened in the browser.' })
  }

  function press(key: Key): void {
    switch (key) {
      case 'q':
      case 'interrupt':
        return stop()
      case 'r':
        return void replay(model.rows.at(-1))
      case 'enter':
        return void replay(chosenRow(model))
      case 'up':
      case 'k':
        return change({ type: 'select', by: -1 })
      case 'down':
      case 'j':
        return change({ type: 'select', by: 1 })
      case 'o':
        return open()
      case 'p':
        options.setPaused(!model.isPaused)
        return change({ type: 'paused', isPaused: !model.isPaused })
      case '?':
        return change({ type: 'help' })
      case 'escape':
        if (model.isHelp) change({ type: 'help' })
    }
  }

  // Each line after that fails again; only a signal may hurry it.
  stdout.on?.('error', () => {
    if (!model.isEnding) stop()
  })
  terminal.on('SIGINT', stop)
  terminal.on('SIGTERM', stop)
  if (isScreen && stdin) {
    const paint = env.NO_COLOR ? plain : inColour
    screen = openTerminal({
      stdin,
      stdout,
      draw: (size) => screenLines(model, size, paint, Date.now()),
      onKey: press,
    })
  }
  return {
    show(event) {
      const before = model
      const now = Date.now()
      change(event)
      if (screen) return
      // Nothing may stand before the line that says ready: what holds it up is told beside it.
      const isWaiting = isJson && before.captureUrl === '' && event.type === 'connection'
      const lines = (isWaiting ? plainLines : describe)(event, before, model, now)
      const output = isWaiting ? stderr : stdout
      if (lines.length > 0) output.write(`${lines.join('\n')}\n`)
    },
    close() {
      isOver = true
      screen?.close()
      if (screen) stdout.write(`${summary(model)}\n`)
    },
  }
}

/** What stays in the terminal when the screen is gone. */
function summary({ captureUrl, delivered, failed }: ListenModel): string {
  const requests = `${delivered} ${delivered === 1 ? 'delivery' : 'deliveries'}`
  return `${requests}${failed > 0 ? `, ${failed} failed` : ''}${captureUrl && ` · ${captureUrl}`}`
}
