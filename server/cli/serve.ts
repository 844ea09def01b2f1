// `hooklens [serve]`: runs the server until it is told to stop.

import { helpLines, parseConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../main.ts'
import { openBrowser } from './open-browser.ts'
import { type Command, misuse, type Terminal } from './run.ts'

export const serve: Command = {
  summary: 'Run the server (the default).',
  async run(args, terminal) {
    const parsed = parseConfig(args, terminal.env)
    if (parsed.type === 'invalid') return misuse(terminal, parsed.message)
    if (parsed.type === 'help') {
      terminal.stdout.write(help())
      return 0
    }
    const { config } = parsed
    const log = createLog({
      format: config.logFormat,
      level: config.logLevel,
      write: (line) => terminal.stderr.write(line),
    })
    const stopped = nextSignal(terminal)
    const server = await startServer(config, log)
    const shown = config.publicUrl ?? server.url
    terminal.stdout.write(`Hooklens ready at ${server.url}\n`)
    for (const bin of config.bins) {
      terminal.stdout.write(`  ${shown}/in/${bin}  (its key: hooklens bins key ${bin})\n`)
    }
    if (config.open) openBrowser(server.url)
    const signal = await stopped
    log.info('Stopping: requests in flight are finished first.', { signal })
    await server.close()
    return 0
  },
}

function nextSignal(terminal: Terminal): Promise<string> {
  return new Promise((resolve) => {
    terminal.on('SIGINT', () => resolve('SIGINT'))
    terminal.on('SIGTERM', () => resolve('SIGTERM'))
  })
}

function help(): string {
  return `Hooklens: capture URLs that keep every byte, live, explained, replayed to localhost.

Usage:
  hooklens [serve] [options]   run the server
  hooklens listen <port|url>   deliver a bin's requests to this machine, see hooklens listen --help
  hooklens replay <bin> <seqs> send a bin's requests to a target again, see hooklens replay --help
  hooklens rules               how a bin answers, and how senders retry, see hooklens rules --help
  hooklens bins                list the bins of a database
  hooklens bins key <id>       give a bin a new owner key
  hooklens --version

Options of serve (the command line wins over the environment):
${helpLines().join('\n')}

Exit codes: 0 stopped when asked, 1 failed, 2 wrongly called.
`
}
