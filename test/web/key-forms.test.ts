import { expect, test } from 'vitest'
import { providerOf } from '../../server/providers/index.ts'
import { formsOf } from '../../web/text/key-forms.ts'

const key = { createdAt: 0, pem: 'pem\n', base64: 'b', jwk: '{}', hex: 'h', whpk: 'whpk_' }

test.each([
  ['discord', 'hex'],
  ['sendgrid', 'base64'],
  ['plaid', 'jwk'],
  ['aws-sns', 'pem'],
  ['standard-webhooks', 'whpk'],
])('the form that receivers of %s take comes first: %s', (id, wanted) => {
  const { fields = [], label = '' } = providerOf(id) ?? {}
  const provider = { ...{ id, label, fields, docsUrl: '', schemes: [], paste: '' } }

  const forms = formsOf(key, { ...provider, canSign: true, toleranceMs: null, retries: null })

  expect(forms[0]?.id).toBe(wanted)
  expect(forms).toHaveLength(5)
})
