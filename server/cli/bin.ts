#!/usr/bin/env node
// The `hooklens` command. Plain enough for an old Node to parse, so that it can say what it needs instead of crashing.

// SQLite's binding needs Node-API 10 (Node 22.14, 23.6 and later); without it the process would die with a segfault.
if (Number(process.versions.napi) < 10) {
  process.stderr.write(
    `Hooklens needs Node 22.14 or newer; this is Node ${process.versions.node}. Install a current one from https://nodejs.org.\n`,
  )
  process.exitCode = 1
} else {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    // Whoever read it has seen enough, as `head` has. A command with something to finish listens itself.
    if (process.stdout.listenerCount('error') === 1) process.exit(0)
  })
  await keepCompiled()
  const { run } = await import('./run.ts')
  process.exitCode = await run(process.argv.slice(2), process)
}

/** What was compiled once is not compiled again, which takes a fifth off every start; where there is no room for it, it is. */
async function keepCompiled(): Promise<void> {
  const [{ enableCompileCache }, { join }, { default: envPaths }] = await Promise.all([
    import('node:module'),
    import('node:path'),
    import('env-paths'),
  ])
  enableCompileCache(join(envPaths('hooklens', { suffix: '' }).cache, 'compiled'))
}
