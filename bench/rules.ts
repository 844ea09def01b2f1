// Measures what a bin's rules cost its captures: fifty of every kind, none of which matches, or the last, beside a bin
// without any. Run with `npm run build && node bench/rules.ts [rounds]`.

import { createApiClient } from '../server/client/api.ts'
import type { MintedBin } from '../server/wire/bins.ts'
import type { GivenRule } from '../server/wire/rules/rules.ts'
import { median } from './measure.ts'
import { type Measured, runLoad, startHooklens } from './processes.ts'
import { printHead, printRow, whole } from './table.ts'

const rounds = Number(process.argv[2] ?? 12)
const load = { connections: 64, bodyBytes: 2_048, seconds: 1.5 }

/** Each kind of filter, so that none of them matches. */
const kinds: readonly ((index: number) => string)[] = [
  (index) => `method:PUT path:/orders/${index}`,
  (index) => `path:/hooks/${index}/*`,
  (index) => `h.x-tenant:tenant-${index}`,
  (index) => `q.page:${index}`,
  (index) => `body.type:order.${index}`,
  (index) => `provider:stripe event:invoice.${index}`,
  (index) => `body.data.items.*.sku:sku-${index}`,
  (index) => `event:push.* ip:10.${index}.*`,
  (index) => `-method:POST -path:/${index}`,
  (index) => `size:>${index + 1}mb`,
]
const rules: readonly GivenRule[] = Array.from({ length: 50 }, (_, index) => ({
  name: `Rule ${index + 1}`,
  when: kinds[index % kinds.length]?.(index) ?? '',
  then: { status: 503, body: '{"try":"later"}' },
}))
const matching: GivenRule = { name: 'All', when: 'method:POST', then: { body: '{"ok":true}' } }

printHead()
const hooklens = await startHooklens()
const plain = await mint(hooklens)
const ruled = await mint(hooklens, rules)
const answered = await mint(hooklens, [...rules.slice(1), matching])
for (const bin of [plain, ruled, answered]) await measure(bin, 1)

interface Cost {
  readonly perSecond: number
  readonly cpuUs: number
}

const found: { plain: Cost; ruled: Cost; answered: Cost }[] = []
for (let round = 0; round < rounds; round++) {
  const isEven = round % 2 === 0
  // Each goes first as often as last: a database that grows is no bin's fault.
  const costs = new Map<MintedBin, Cost>()
  for (const bin of isEven ? [plain, ruled, answered] : [answered, ruled, plain]) {
    costs.set(bin, await measure(bin))
  }
  const [a, b, c] = [plain, ruled, answered].map((bin) => costs.get(bin))
  if (a && b && c) found.push({ plain: a, ruled: b, answered: c })
}
printRow('captures without rules', shown('plain'), '')
print('with 50 rules, none matches', 'ruled')
print('with 50 rules, the last answers', 'answered')
await hooklens.stop()

function print(name: string, which: 'ruled' | 'answered'): void {
  const rate = median(found.map((one) => one[which].perSecond / one.plain.perSecond))
  const cpu = median(found.map((one) => one[which].cpuUs / one.plain.cpuUs))
  const against = `${rate.toFixed(2)} of the rate, ${cpu.toFixed(2)} of the processor time`
  printRow(name, `${shown(which)}: ${against}`, '≥ 0.90, ≤ 1.10')
}

function shown(which: 'plain' | 'ruled' | 'answered'): string {
  const perSecond = median(found.map((one) => one[which].perSecond))
  return `${whole(perSecond)}/s, ${whole(median(found.map((one) => one[which].cpuUs)))} µs each`
}

async function measure(bin: MintedBin, seconds = load.seconds): Promise<Cost> {
  const before = hooklens.cpuMs()
  const result = await runLoad({ ...load, seconds, port: hooklens.port, path: `/in/${bin.id}` })
  if (result.failed > 0) throw new Error(`${result.failed} captures failed.`)
  const cpuMs = hooklens.cpuMs() - before
  return { perSecond: result.perSecond, cpuUs: (cpuMs * 1_000) / result.completed }
}

async function mint(server: Measured, rules: readonly GivenRule[] = []): Promise<MintedBin> {
  const minted = await createApiClient(server.url).api.bins.$post({ json: {} })
  const bin = (await minted.json()) as MintedBin // Nobody else has one of its random id.
  if (rules.length === 0) return bin
  const client = createApiClient(server.url, bin.ownerKey)
  const set = await client.api.bins[':bin'].rules.$put({
    param: { bin: bin.id },
    json: { rules },
  })
  if (!set.ok) throw new Error(`Setting rules was answered ${set.status}: ${await set.text()}`)
  return bin
}
