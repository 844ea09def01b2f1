import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { awsSns } from '../../server/providers/aws-sns.ts'
import { fetchedKeys } from '../../server/providers/fetched-keys.ts'
import { createEvidence } from '../../server/providers/reading/evidence.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { known } from './known-vectors.ts'

const vector =
  known.find(({ provider, valid }) => provider === 'aws-sns-v2' && valid) ?? expect.unreachable()
const right = String(vector.publicKey).trim()
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const otherJwk = publicKey.export({ format: 'jwk' })
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
const ofOtherKind = curve.export({ type: 'spki', format: 'pem' }).toString()

const signed = {
  evidence: createEvidence({
    method: 'POST',
    path: '',
    query: '',
    // In the file every header is a pair; its JSON type does not say so.
    headers: vector.headers as unknown as HeaderPair[],
    body: Buffer.from(vector.bodyBase64, 'base64'),
    receivedAt: vector.now * 1000,
  }),
  urls: [vector.url],
  extra: {},
}

test.each([
  ['a certificate', right, [right]],
  ['the first certificate of a chain', `# comment\n${right}\n${other}`, [right]],
  ['the one that fits of several by their ids', JSON.stringify({ a: other, b: right }), [right]],
  ['a key that does not fit, since another request may', other, [other.trim()]],
  ['those of a set', JSON.stringify({ keys: [otherJwk] }), [JSON.stringify(otherJwk)]],
  ['no key of another kind', ofOtherKind, []],
  ['nothing in a page', '<!doctype html><title>403</title>', []],
  ['nothing in JSON that holds none', '{"error":"gone","keys":[]}', []],
  ['nothing in broken JSON', '{"keys":', []],
  ['nothing in nothing', '', []],
])('[P2] what is fetched gives %s', (_, text, keys) => {
  expect(fetchedKeys(awsSns, signed, text)).toEqual(keys)
})
