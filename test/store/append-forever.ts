// A program to be killed: appends for ever and prints each seq once the store has acknowledged it.

import { openStore } from '../../server/store/open.ts'
import { bin, newBin, newRequest, roomy } from '../contracts/store/samples.ts'

const store = await openStore(process.argv[2] ?? '', { limits: roomy })
await store.createBin(newBin(bin))
for (let seq = 8; ; seq += 8) {
  await store.append(
    Array.from({ length: 8 }, (_, n) =>
      newRequest(bin, { body: Buffer.alloc(2048, (seq - 7 + n) % 256) }),
    ),
  )
  process.stdout.write(`${seq}\n`)
}
