import { createHmac, generateKeyPairSync } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { createEvidence } from '../../server/providers/reading/evidence.ts'
import { signAnew, signingSchemes } from '../../server/providers/signing/sign.ts'
import { providerOfScheme, verify } from '../../server/providers/verify.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'

const at = 1_767_225_600_000
const time = String(at / 1000)
const body = Buffer.from('{"type":"a.b"}')
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const decoded = Buffer.alloc(32, 7)
const older = `whsec_${Buffer.alloc(32, 6).toString('base64')}`
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const whpk = `whpk_${publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')}`
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

function v1(key: string | Buffer, id = 'm', when = time): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${when}.${body}`).digest('base64')}`
}

function sent(signature: string, names = 'webhook', when = time): readonly HeaderPair[] {
  return [
    [`${names}-id`, 'm'],
    [`${names}-timestamp`, when],
    [`${names}-signature`, signature],
  ]
}

function verdictOn(
  provider: string,
  headers: readonly HeaderPair[],
  ...secrets: readonly string[]
): string | undefined {
  return verify(providerOfScheme(provider) ?? expect.unreachable(), {
    ...{ method: 'POST', url: 'https://a.example/', headers, body, at, extra: {}, foreign: [] },
    credentials: secrets.map((one) => ({ name: '', secret: one })),
  })?.verdict
}

function signed(provider: string, headers: readonly HeaderPair[], key: string) {
  const evidence = createEvidence({
    ...{ method: 'POST', path: '', query: '', headers, body, receivedAt: at },
  })
  const request = { evidence, urls: [], extra: {} }
  const schemes = signingSchemes(providerOfScheme(provider) ?? expect.unreachable(), request)
  const keys = { secret: key, privateKey: key }
  return signAnew(schemes, request, keys, at)?.headers ?? expect.unreachable()
}

const asymmetric = signed('standard-webhooks-v1a', [], pem).at(-1)?.[1] ?? expect.unreachable()

describe('[P2] the signatures of one header', () => {
  const id = signed('standard-webhooks-v1a', [], pem)[0]?.[1] ?? expect.unreachable()
  const both = sent(`${asymmetric} ${v1(decoded, id)}`).with(0, ['webhook-id', id])

  test.each([
    ['an older secret still fits', sent(`${v1('x')} ${v1(decoded)}`), [secret], 'valid'],
    ['any of the secrets held fits', sent(v1(decoded)), [older, secret], 'valid'],
    ['unknown versions are passed over', sent(`v2,AAAA v9 ${v1(decoded)} v1,`), [secret], 'valid'],
    ['versions may not be mixed up', sent(v1(decoded).replace('v1', 'v2')), [secret], 'malformed'],
    ['of both kinds, by the secret', both, [secret], 'valid'],
    ['of both kinds, by the public key', both, [whpk], 'valid'],
    [
      'only of the other kind',
      both.with(2, ['webhook-signature', asymmetric]),
      [secret],
      'unverifiable',
    ],
    ['in two lines', [...sent(v1(decoded)), ['webhook-signature', v1('x')]], [secret], 'valid'],
    ['without the id', sent(v1(decoded, '')).slice(1), [secret], 'malformed'],
    ['with an empty id', sent(v1(decoded, '')).with(0, ['webhook-id', '']), [secret], 'malformed'],
    ['without the time', sent(v1(decoded)).toSpliced(1, 1), [secret], 'malformed'],
    [
      'a time with decimals',
      sent(v1(decoded, 'm', `${time}.0`), 'webhook', `${time}.0`),
      [secret],
      'malformed',
    ],
    [
      'a time in milliseconds',
      sent(v1(decoded, 'm', String(at)), 'webhook', String(at)),
      [secret],
      'stale',
    ],
    ['another id', sent(v1(decoded, 'n')), [secret], 'mismatch'],
    ['the secret as text', sent(v1(secret)), [secret], 'mismatch'],
    ['a secret without its prefix', sent(v1(decoded)), [secret.slice(6)], 'valid'],
  ] as const)('[P2] %s: %#', (_what, headers, secrets, verdict) => {
    expect(verdictOn('standard-webhooks', headers, ...secrets)).toBe(verdict)
  })
})

describe('[P2] what senders make of it', () => {
  const svix = (mine: string, common: string) => [...sent(mine, 'svix'), ...sent(common)]
  const text = 'a secret of no kind'
  const padded = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const unpadded = padded.slice(0, -1)
  const old = String(at / 1000 - 86_400)

  test.each([
    ['svix', 'its own names count before others', svix(v1(decoded), v1('x')), secret, 'valid'],
    ['svix', 'and are not helped by others', svix(v1('x'), v1(decoded)), secret, 'mismatch'],
    ['svix', 'the common names alone do', sent(v1(decoded)), secret, 'valid'],
    ['openai', 'a secret without prefix is text', sent(v1(text)), text, 'valid'],
    ['openai', 'one with the prefix is not', sent(v1(decoded)), secret, 'valid'],
    [
      'openai',
      'a version need not be named',
      sent(`v2,x ${v1(decoded).slice(3)}`),
      secret,
      'valid',
    ],
    ['anthropic', 'it has to be', sent(v1(decoded).slice(3)), secret, 'malformed'],
    ['polar', 'the secret is text', sent(v1(unpadded)), unpadded, 'valid'],
    ['polar', 'but for the newest kind', sent(v1(decoded)), padded, 'valid'],
    ['polar', 'which an older one may look like', sent(v1(padded)), padded, 'valid'],
    ['polar', 'no other is decoded', sent(v1(decoded)), unpadded, 'mismatch'],
    [
      'replicate',
      'no time is too old',
      sent(v1(decoded, 'm', old), 'webhook', old),
      secret,
      'valid',
    ],
    ['anthropic', 'one is', sent(v1(decoded, 'm', old), 'webhook', old), secret, 'stale'],
  ] as const)('[P2] %s: %s', (provider, _what, headers, held, verdict) => {
    expect(verdictOn(provider, headers, held)).toBe(verdict)
  })

  test('[P2] GitLab: the signing token proves more than the secret token, which may be held alone', () => {
    const headers: readonly HeaderPair[] = [...sent(v1(decoded)), ['X-Gitlab-Token', 'token-1']]
    const forged: readonly HeaderPair[] = [...sent(v1('x')), ['X-Gitlab-Token', 'token-1']]

    expect(verdictOn('gitlab', headers, secret)).toBe('valid')
    expect(verdictOn('gitlab', headers, 'token-1')).toBe('valid')
    expect(verdictOn('gitlab', forged, 'token-1', secret)).toBe('mismatch')
  })
})

describe('[D5] signed anew', () => {
  test("[D5] a request without an id is given one, and the specification's library takes it", () => {
    const headers = signed('standard-webhooks', [], secret)

    expect(headers.map(([name]) => name)).toEqual([
      ...['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    ])
    expect(verdictOn('standard-webhooks', headers, secret)).toBe('valid')
    const [[, id = ''] = [], , [, signature] = []] = headers
    expect(new Webhook(secret).sign(id, new Date(at), body.toString())).toBe(signature)
  })

  test('[D5] both kinds of names, and only what was there', () => {
    const headers = signed('svix', [...sent('v1,x', 'svix'), ...sent('v1,x')], secret)

    expect(headers.map(([name]) => name)).toEqual([
      ...['svix-timestamp', 'svix-signature', 'webhook-timestamp', 'webhook-signature'],
    ])
    expect(headers.at(-1)?.[1]).toBe(v1(decoded))
  })
})
