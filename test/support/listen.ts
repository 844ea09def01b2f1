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
  const lines: Line[] = []
  const watchers = new Set<() => void>()
  let rest = ''
  command.process.stdout?.on('data', (text: string) => {
    const whole = `${rest}${text}`.split('\n')
    rest = whole.pop() ?? ''
    // The command's own lines, of a shape that the tests look at.
    for (const line of whole) lines.push(JSON.parse(line) as Line)
    for (const look of [...watchers]) look()
  })
  const printed: Listening['printed'] = (count, fits) =>
    new Promise((resolve, reject) => {
      const found: Line[] = []
      let next = 0
      // Each line is looked at once: with thousands of them, more would slow down what is tested.
      const look = () => {
        for (; next < lines.length; next++) {
          const line = lines[next]
          if (line && fits(line)) found.push(line)
        }
        if (found.length < count) return
        watchers.delete(look)
        resolve(found)
      }
      watchers.add(look)
      command.ended().then(({ code, stdout, stderr }) => {
        reject(new Error(`It ended with ${code} before it printed that:\n${stdout}${stderr}`))
      }, reject)
      look()
    })
  return {
    command,
    lines: () => lines,
    printed,
    async ready() {
      await printed(1, ({ state }) => state === 'connected')
      const [line] = lines
      return { bin: String(line?.bin), captureUrl: String(line?.captureUrl) }
    },
    async delivered(count) {
      const found = await printed(count, ({ type }) => type === 'delivery')
      return found.map(({ seq }) => seq)
    },
  }
}
