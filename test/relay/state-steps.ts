// A relay's process in the middle of its work: does the steps it is given to its state, says so, and waits to be killed.

import { openRelayState } from '../../server/relay/client/state-file.ts'
import type { RelayReport } from '../../server/wire/relay.ts'

const [path = '', ...steps] = process.argv.slice(2)
const state = openRelayState(path)
for (const step of steps) {
  const [name, text] = step.split(':')
  const seq = Number(text)
  if (name === 'begin') state.begin({ binCreatedAt: 1, after: seq })
  if (name === 'take') state.take(seq)
  if (name === 'started') state.started(seq)
  // The state keeps a report as it is, whatever it says.
  const report = { id: `d${seq}`, seq } as RelayReport
  if (name === 'answered') state.answered(seq, { report, body: Buffer.from(`body ${seq}`) })
  if (name === 'kept') state.kept(seq)
  if (name === 'passed') state.passed(seq)
}
process.stdout.write('done\n')
setInterval(() => {}, 60_000)
