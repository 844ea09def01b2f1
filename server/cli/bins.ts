// `hooklens bins`: lists the bins of a database and replaces lost keys, on the machine that holds it (A1).

import { replaceOwnerKey } from '../access/mint.ts'
import { helpLines, parseConfig } from '../config.ts'
import { openStore } from '../store/open.ts'
import type { BinRecord, Store } from '../store/store.ts'
import { binIdRule, parseBinId } from '../wire/ids.ts'
import { type Command, misuse, type Terminal } from './run.ts'

export const bins: Command = {
  summary: 'List bins, or give one a new owner key.',
  async run(args, terminal) {
    const isJson = args.includes('--json')
    const words = args.filter((arg) => arg !== '--json')
    const isKey = words[0] === 'key'
    const id = isKey && !words[1]?.startsWith('-') ? words[1] : undefined
    const flags = words.slice((isKey ? 1 : 0) + (id === undefined ? 0 : 1))
    const parsed = parseConfig(flags, terminal.env, ['db', 'port', 'publicUrl'])
    if (parsed.type === 'invalid') return misuse(terminal, parsed.message)
    if (parsed.type === 'help') {
      terminal.stdout.write(help())
      return 0
    }
    const bin = parseBinId(id ?? '')
    if (isKey && !bin) return misuse(terminal, `Usage: hooklens bins key <id>. ${binIdRule}`)
    const { config } = parsed
    const store = await openStore(config.db, {
      mustExist: true,
      limits: {
        requestsPerBin: config.maxRequestsPerBin,
        bytesPerBin: config.maxBytesPerBin,
        totalBytes: config.maxStoreBytes,
      },
    })
    try {
      const base = config.publicUrl ?? `http://localhost:${config.port}`
      if (!bin) return await list(store, terminal, isJson)
      const ownerKey = await replaceOwnerKey(store, bin)
      const inspectUrl = `${base}/b/${bin}#key=${ownerKey}`
      terminal.stdout.write(
        isJson
          ? `${JSON.stringify({ id: bin, ownerKey, inspectUrl })}\n`
          : `The owner key of ${bin} is now\n  ${ownerKey}\nThe one before no longer works. Open the bin at\n  ${inspectUrl}\n`,
      )
      return 0
    } finally {
      await store.close()
    }
  },
}

async function list(store: Store, terminal: Terminal, isJson: boolean): Promise<number> {
  const records = await store.listBins()
  if (isJson) {
    for (const record of records) terminal.stdout.write(`${JSON.stringify(row(record))}\n`)
    return 0
  }
  if (records.length === 0) {
    terminal.stdout.write('There are no bins yet. Open the inspector, or declare one with --bin.\n')
    return 0
  }
  const width = Math.max(...records.map(({ id }) => id.length))
  for (const record of records) {
    const { id, name, requests, lastUsedAt, persistent } = row(record)
    const kept = persistent ? 'kept' : ''
    terminal.stdout.write(
      `${id.padEnd(width)}  ${String(requests).padStart(6)} requests  ${lastUsedAt}  ${[kept, name].filter(Boolean).join('  ')}`.trimEnd() +
        '\n',
    )
  }
  return 0
}

function row({ id, name, requests, bytes, lastUsedAt, persistent }: BinRecord) {
  return { id, name, requests, bytes, lastUsedAt: new Date(lastUsedAt).toISOString(), persistent }
}

function help(): string {
  return `Usage:
  hooklens bins [--json]            list the bins of the database
  hooklens bins key <id> [--json]   give a bin a new owner key; the old one stops working

Options:
${helpLines(['db', 'port', 'publicUrl']).join('\n')}
`
}
