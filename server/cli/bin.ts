#!/usr/bin/env node
// The `hooklens` command. Plain enough for an old Node to parse, so that it can say what it needs instead of crashing.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `Hooklens needs Node 22.12 or newer; this is Node ${process.versions.node}. Install a current one from https://nodejs.org.\n`,
  )
  process.exitCode = 1
} else {
  const { run } = await import('./run.ts')
  process.exitCode = await run(process.argv.slice(2), process)
}
