import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { ForeignCredential } from '../../server/providers/signing/check.ts'
import { address, checkSent, secret } from './mismatches.ts'

const body = '{"id":"evt_1","livemode":false}'
const text = 'a2V5IG9mIGEgdGVzdA'

type Case = readonly [reason: string, what: string, held: string, signedWith: string]

describe.each([
  'stripe',
  'github',
  'shopify',
  'slack',
  'square',
])('[P2] a secret that differs a little, of %s', (by) => {
  test.each<Case>([
    ['secret-whitespace', 'the bin holds it with white space', ` ${secret}\n`, secret],
    [
      'secret-whitespace',
      'the bin holds it broken over two lines',
      `${text}\n${text}`,
      text + text,
    ],
    ['secret-whitespace', 'the sender has it with a line feed', secret, `${secret}\n`],
    ['secret-whitespace', 'the sender has it with CR LF', secret, `${secret}\r\n`],
    ['secret-whitespace', 'the sender has it with a space', secret, `${secret} `],
    ['secret-encoding', 'the bin holds its quotation marks', `"${secret}"`, secret],
    ['secret-encoding', 'the bin holds the name before it', `SECRET=${secret}`, secret],
    ['secret-encoding', 'the sender leaves its prefix out', secret, secret.slice(6)],
    ['secret-encoding', 'the bin holds it without its prefix', secret.slice(6), secret],
    ['secret-encoding', 'the case of its digits differs', 'ABCDEF0123', 'abcdef0123'],
    ['secret-encoding', 'the sender has none', secret, ''],
    ['secret-encoding', 'the sender has the word undefined', secret, 'undefined'],
  ])('[P2] %s: %s', (reason, _what, held, signedWith) => {
    const check = checkSent({ by, signed: body, held, with: signedWith })

    expect(check).toMatchObject({ verdict: 'mismatch', reason })
    expect(check.detail).not.toContain(secret.slice(6))
  })

  test.each([
    ['decoded from base64', text, 'key of a test'],
    ['decoded from base64 without its whsec_', `whsec_${text}`, 'key of a test'],
    ['decoded from hexadecimal digits', '6b6579206f6620612074657374', 'key of a test'],
  ])('[P2] secret-encoding: the sender takes it %s', (words, held, key) => {
    const check = checkSent({ by, signed: body, held, with: key })

    expect(check).toMatchObject({ verdict: 'mismatch', reason: 'secret-encoding' })
    expect(check.detail).toContain(words)
  })
})

describe('[P2] a secret of base64', () => {
  test('[P2] is told when it was taken as text', () => {
    const asText = Buffer.from(secret).toString('base64')

    const check = checkSent({ by: 'standard-webhooks', signed: body, with: `whsec_${asText}` })

    expect(check).toMatchObject({ verdict: 'mismatch', reason: 'secret-encoding' })
    expect(check.detail).toBe(
      'The signature is right for the secret as the text it is, but Standard Webhooks takes it decoded from base64 without its whsec_. Whatever signed this has to do the same.',
    )
  })

  test('[P2] is told when the bin holds it with white space', () => {
    const check = checkSent({ by: 'standard-webhooks', signed: body, held: ` ${secret}\n` })

    expect(check).toMatchObject({ verdict: 'mismatch', reason: 'secret-whitespace' })
  })

  test('[P2] is told when what the bin holds is none', () => {
    const check = checkSent({ by: 'standard-webhooks', signed: body, held: 'no base64!' })

    expect(check).toMatchObject({ verdict: 'mismatch', reason: 'secret-encoding' })
    expect(check.detail).toContain('A secret of Standard Webhooks is whsec_ and base64.')
    expect(check.detail).not.toContain('no base64!')
  })
})

describe('[P2] a secret that was mixed up', () => {
  const other = 'whsec_b3RoZXIgc2VjcmV0IG9mIGEgdGVzdA'

  test.each<readonly [words: string, foreign: ForeignCredential]>([
    ['of Svix («live»), not for that of Stripe', { label: 'Svix', name: 'live', secret: other }],
    ['of Svix, not for that of Stripe', { label: 'Svix', name: '', secret: other }],
    [
      'another secret that this bin holds of Stripe («test»)',
      { label: 'Stripe', name: 'test', secret: other },
    ],
  ])('[P2] secret-of-other: %s', (words, foreign) => {
    const check = checkSent({ by: 'stripe', signed: body, with: other, foreign: [foreign] })

    expect(check).toMatchObject({ verdict: 'mismatch', reason: 'secret-of-other' })
    expect(check.detail).toContain(words)
  })

  test('[P2] is named, where the bin holds several', () => {
    const credentials = [
      { name: 'live', secret: other },
      { name: 'test', secret },
    ]

    const check = checkSent({ by: 'github', signed: body, with: `${secret}\n`, credentials })

    expect(check.detail).toContain('for the secret «test» with a line feed behind it')
  })

  test('[P2] may be that of the other mode, as the event gives away', () => {
    const check = checkSent({ by: 'stripe', signed: body, with: other, effort: 'thorough' })

    expect(check).toMatchObject({ verdict: 'mismatch', reason: 'unknown' })
    expect(check.detail).toContain('It is an event of test mode')
  })

  test('[P2] is searched for in a header that holds the secret itself', () => {
    const wrong = checkSent({ by: 'telegram', signed: body, with: other, effort: 'thorough' })
    const spaced = checkSent({ by: 'telegram', signed: body, held: `${secret} ` })

    expect(wrong.detail).toMatch(/^The proof it carries does not fit the secret this bin holds/)
    expect(spaced).toMatchObject({ verdict: 'mismatch', reason: 'secret-whitespace' })
  })
})

describe('[P2] a public key', () => {
  const pem = (type: 'ed25519' | 'rsa') => {
    const keys =
      type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ed25519')
    return {
      open: keys.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      own: keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    }
  }
  const sender = pem('ed25519')

  test.each([
    ['of another kind', pem('rsa').open, 'It is a key for RSA.'],
    ['that is a private one', sender.own, 'It is a private key'],
    ['that is cut off', sender.open.slice(0, 60), 'is damaged'],
    ['that is none', 'my password', 'It is no key that could be read.'],
  ])('[P2] %s leaves the signature unverifiable', (_what, held, words) => {
    const check = checkSent({ by: 'discord', signed: body, with: sender.own, held })

    expect(check.verdict).toBe('unverifiable')
    expect(check.detail).toContain('an Ed25519 public key')
    expect(check.detail).toContain(words)
  })

  test('[P2] of someone else is a mismatch, and another form of the body is found', () => {
    const held = pem('ed25519').open

    const wrong = checkSent({ by: 'discord', signed: body, with: sender.own, held })
    const changed = checkSent({
      by: 'discord',
      signed: body,
      received: `${body}\n`,
      with: sender.own,
      held: sender.open,
    })

    expect(wrong).toMatchObject({ verdict: 'mismatch', reason: 'unknown' })
    expect(changed).toMatchObject({ verdict: 'mismatch', reason: 'signed-without-newline' })
  })
})

describe('[P2] a URL that differs', () => {
  const query = `${address}?a=%2f&b=c+d`

  test.each([
    ['http', address, address.replace('https', 'http')],
    ['https', address.replace('https', 'http'), address],
    ['with its port', address, address.replace('.com', '.com:443')],
    ['without its port', address.replace('.com', '.com:8080'), address],
    ['with a slash at its end', address, `${address}/`],
    ['without a slash at its end', `${address}/`, address],
    ['without its query', query, address],
    ['with its escapes in upper case', query, query.replace('%2f', '%2F')],
    ['with %20 for its spaces', query, query.replace('+', '%20')],
    ['that a proxy was asked for', address, 'https://public.example.org/in/abc'],
    ['that a proxy rewrote', address, 'https://public.example.org/'],
  ])('[P2] url-differs: it was signed for one %s', (_what, url, signedUrl) => {
    const check = checkSent({
      by: 'square',
      signed: body,
      signedUrl,
      urls: [url],
      headers: [['X-Forwarded-Host', 'public.example.org']],
    })

    expect(check).toMatchObject({ verdict: 'mismatch', reason: 'url-differs' })
    expect(check.detail).toContain(`It was signed for ${signedUrl}, not for ${url}.`)
    expect(check.detail).toContain('«Notification URL» of Square')
  })

  test('[P2] is not looked for where no URL is signed', () => {
    const check = checkSent({ by: 'github', signed: body, with: 'x', effort: 'thorough' })

    expect(check.detail).not.toContain('URL')
  })
})

test('[P2] what fits nothing says what was tried, and where to look', () => {
  const check = checkSent({ by: 'github', signed: '{}', with: 'x', effort: 'thorough' })

  expect(check).toEqual({
    verdict: 'mismatch',
    reason: 'unknown',
    detail:
      "The signature was not made over this body with the secret this bin holds, however the body or the secret is written. Most likely it was made with another secret at GitHub. Where to find «Secret»: The text typed into «Secret» in the webhook's settings; GitHub does not show it again.",
  })
})

test('[P2] a body of another length than was announced is said to be one', () => {
  const check = checkSent({
    by: 'github',
    signed: '{"a":1}',
    received: '{"a":',
    headers: [['Content-Length', '7']],
  })

  expect(check.detail).toContain('Its Content-Length is 7, but the body has 5 bytes')
})
