// Picks the command and maps failures to exit codes: 0 done, 1 failed, 2 wrongly called.

import { AppError } from '../wire/errors.ts'

/** What a command sees of the process: easy to stand in for. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin?: Keyboard
  readonly stdout: Output
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean }
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** Where text goes; a size only where it is a terminal. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
  /** `error`: nobody reads it any more. */
  on?(event: 'resize' | 'error', listener: () => void): unknown
  off?(event: 'resize', listener: () => void): unknown
}

/** Where keys come from; raw only where it is a terminal. */
export interface Keyboard extends NodeJS.ReadableStream {
  readonly isTTY?: boolean
  setRawMode?(isRaw: boolean): unknown
}

export interface Command {
  readonly summary: string
  run(args: readonly string[], terminal: Terminal): Promise<number>
}

/** Each command is loaded only when it is called. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  listen: async () => (await import('./listen.ts')).listen,
  replay: async () => (await import('./replay.ts')).replay,
  bins: async () => (await import('./bins.ts')).bins,
  rules: async () => (await import('./rules.ts')).rules,
}

/** Resolves to the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first = ''] = args
  try {
    if (first === '--version' || first === '-v') {
      const { readVersion } = await import('../package.ts')
      terminal.stdout.write(`${readVersion()}\n`)
      return 0
    }
    // Without a command, or with flags alone, the server starts.
    const isNamed = first !== '' && !first.startsWith('-')
    const name = isNamed ? first : 'serve'
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!load)
      return misuse(
        terminal,
        `Unknown command '${name}'. There are: ${Object.keys(commands).join(', ')}.`,
      )
    const command = await load()
    return await command.run(isNamed ? args.slice(1) : args, terminal)
  } catch (error) {
    terminal.stderr.write(`${explain(error)}\n`)
    return 1
  }
}

/** Says what is wrong with the call and where to read more. */
export function misuse(terminal: Terminal, message: string, command = ''): number {
  terminal.stderr.write(`${message}\nSee 'hooklens ${command && `${command} `}--help'.\n`)
  return 2
}

const cannotListen: ReadonlySet<string> = new Set([
  'EACCES',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ENOTFOUND',
])

/** Expected failures in their own words; anything else with its stack, since it is a bug. */
function explain(error: unknown): string {
  if (error instanceof AppError) return error.message
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EADDRINUSE') {
      return `${error.message.replace('listen EADDRINUSE: ', '')}. Stop what listens there, or choose another with --port (0 picks a free one).`
    }
    if (cannotListen.has(String(error.code))) {
      return `Cannot listen there: ${error.message}. Choose another --host or --port.`
    }
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
