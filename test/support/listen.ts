// `hooklens listen --json` as a process of its own, with a data folder of its own, read line by line.

import { type CommandOptions, type RunningCommand, startHooklens } from './child.ts'

export interface Line {
  readonly type: 'ready' | 'delivery' | 'state'
  readonly [name: string]: unknown
}

export interface Listening {
  readonly command: RunningCommand
  /** What was printed so far, less a line that is not whole. */
  lines(): readonly Line[]
  /** Resolves with so many lines that fit, as soon as they were printed. */
  printed(count: number, fits: (line: Line) => boolean): Promise<readonly Line[]>
  /** The first line, and connected. */
  ready(): Promise<{ readonly bin: string; readonly captureUrl: string }>
  /** The seqs delivered, once there are so many. */
  delivered(count: number): Promise<readonly unknown[]>
}

// Whoever runs the tests may sit behind a proxy.
const noProxy = Object.fromEntries(
  ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [
    [name, ''],
    [name.toLowerCase(), ''],
  ]),
)

/** The environment of a user whose data folder is this one. */
export function userEnv(folder: string): Readonly<Record<string, string>> {
  return { ...noProxy, HOME: folder, XDG_DATA_HOME: folder, LOCALAPPDATA: folder }
}

export function startListening(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: Pick<CommandOptions, 'cleanUp'> = {},
): Listening {
  const command = startHooklens(['listen', ...args, '--json'], { env, ...options })
  let stdout = ''
  command.process.stdout?.on('data', (text: string) => {
    stdout += text
  })
  const lines = () =>
    stdout
      .split('\n')
      .slice(0, -1)
      // The command's own lines, of a shape that the tests look at.
      .map((line) => JSON.parse(line) as Line)
  const printed: Listening['printed'] = (count, fits) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = lines().filter(fits)
        if (found.length >= count) resolve(found)
      }
      command.process.stdout?.on('data', look)
      command.ended().then(({ code, stderr }) => {
        reject(new Error(`It ended with ${code} before it printed that:\n${stdout}${stderr}`))
      }, reject)
      look()
    })
  return {
    command,
    lines,
    printed,
    async ready() {
      await printed(1, ({ state }) => state === 'connected')
      const [line] = lines()
      return { bin: String(line?.bin), captureUrl: String(line?.captureUrl) }
    },
    async delivered(count) {
      const found = await printed(count, ({ type }) => type === 'delivery')
      return found.map(({ seq }) => seq)
    },
  }
}
