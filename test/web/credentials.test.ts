import { expect, test } from 'vitest'
import { basicCredentials, covered, isSecretHeader } from '../../web/text/credentials.ts'

test('secrets are covered, and what proves a body is not', () => {
  const secret = ['authorization', 'Proxy-Authorization', 'Cookie', 'set-cookie', 'X-API-Key']
  secret.push('X-Gitlab-Token', 'x-client-secret', 'X-Auth-Key', 'X-Session-Id')
  const open = ['Stripe-Signature', 'X-Hub-Signature-256', 'Content-Type', 'X-Author', 'Host']

  expect(secret.filter((name) => !isSecretHeader(name))).toEqual([])
  expect(open.filter(isSecretHeader)).toEqual([])
  expect(covered('Bearer abc')).toBe('Bearer ••••••••••••')
  expect(covered('abc')).toBe('••••••••••••')
})

test('Basic credentials are a name and a password, which may hold colons and any letter', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

  expect(basicCredentials(basic('ada:a:ü'))).toEqual({ user: 'ada', password: 'a:ü' })
  expect(basicCredentials(basic(':'))).toEqual({ user: '', password: '' })
  expect(basicCredentials(basic('no colon'))).toBeUndefined()
  expect(basicCredentials('Basic !')).toBeUndefined()
  expect(basicCredentials('Bearer abc')).toBeUndefined()
})
