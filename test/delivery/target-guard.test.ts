import { describe, expect, test } from 'vitest'
import { send } from '../../server/delivery/send.ts'
import { createTargetGuard, type TargetGuardOptions } from '../../server/delivery/target-guard.ts'
import { guardTable } from './guard-table.ts'
import { startRawTarget } from './raw-target.ts'

function guardWith(options: Partial<TargetGuardOptions> = {}) {
  return createTargetGuard({
    boundToLoopback: true,
    allow: [],
    lookup: async (hostname) => {
      throw Object.assign(new Error(`no ${hostname}`), { code: 'ENOTFOUND' })
    },
    ...options,
  })
}

async function verdictOf(target: string, options: Partial<TargetGuardOptions> = {}) {
  const checked = await guardWith(options).check(target)
  return checked.type === 'denied' ? checked.code : checked.type
}

describe('[A5] the guard judges', () => {
  test.each(
    guardTable,
  )('[A5] %j: %s when bound to loopback, %s otherwise', async (target, loopback, open) => {
    expect(await verdictOf(target)).toBe(loopback)
    expect(await verdictOf(target, { boundToLoopback: false })).toBe(open)
  })
})

describe('[A5] what the operator allows', () => {
  test.each([
    [['10.0.0.0/8'], 'http://10.1.2.3/', 'allowed'],
    [['10.0.0.0/8'], 'http://[::ffff:10.1.2.3]/', 'allowed'],
    [['10.0.0.0/8'], 'http://192.168.0.1/', 'target-denied'],
    [['10.1.2.3'], 'http://10.1.2.3/', 'allowed'],
    [['10.1.2.3'], 'http://10.1.2.4/', 'target-denied'],
    [['fd00::/8'], 'http://[fd12::1]/', 'allowed'],
    [['::1'], 'http://[::1]/', 'allowed'],
    [['[::1]'], 'http://[::1]/', 'allowed'],
    [['private'], 'http://192.168.0.1/', 'allowed'],
    [['private'], 'http://127.0.0.1/', 'target-denied'],
    [['loopback'], 'http://localhost/', 'allowed'],
    [['localhost'], 'http://localhost:3000/', 'allowed'],
    [['127.0.0.1'], 'http://localhost:3000/', 'target-denied'],
    [['Inside.Example.'], 'http://inside.example/', 'allowed'],
    [['inside.example'], 'http://not-inside.example/', 'target-denied'],
    [['0.0.0.0/0', '::/0', 'private', 'loopback'], 'http://169.254.169.254/', 'target-denied'],
    [['169.254.169.254'], 'http://169.254.169.254/', 'target-denied'],
    [['fd00::/8'], 'http://[fd00:ec2::254]/', 'target-denied'],
    [['100.64.0.0/10'], 'http://100.100.100.200/', 'target-denied'],
    [['0.0.0.0/0'], 'http://0.0.0.0/', 'target-denied'],
  ] as const)('[A5] --allow-target %j makes %s %s', async (allow, target, verdict) => {
    const lookup = async () => ['10.9.9.9']
    expect(await verdictOf(target, { boundToLoopback: false, allow, lookup })).toBe(verdict)
  })

  test.each([
    '10',
    '10.0.0.0/33',
    '10.0.0/8',
    'not a host',
    'http://x',
    '',
  ])('[A5] an entry like "%s" is refused at start', (entry) => {
    expect(() => guardWith({ allow: [entry] })).toThrow(/--allow-target/)
  })
})

describe('[A5] names', () => {
  test('[A5] every address of a name must pass', async () => {
    const lookup = async () => ['8.8.8.8', '10.0.0.1']

    expect(await verdictOf('http://two.example/', { boundToLoopback: false, lookup })).toBe(
      'target-denied',
    )
  })

  test('[A5] a name that leads to metadata is denied even when it is allowed by name', async () => {
    const lookup = async () => ['169.254.169.254']
    const options = { boundToLoopback: false, allow: ['metadata.google.internal'], lookup }

    expect(await verdictOf('http://metadata.google.internal/', options)).toBe('target-denied')
  })

  test('[A5] a link-local address with a zone is denied', async () => {
    expect(await verdictOf('http://here.example/', { lookup: async () => ['fe80::1%eth0'] })).toBe(
      'target-denied',
    )
  })

  test('[A5] the addresses that were judged are the ones handed on', async () => {
    let answers = 0
    const lookup = async () => (answers++ === 0 ? ['8.8.8.8', '2606:4700::1111'] : ['127.0.0.1'])

    const checked = await guardWith({ boundToLoopback: false, lookup }).check(
      'https://rebind.example/x?y',
    )

    expect(checked).toMatchObject({
      type: 'allowed',
      addresses: ['8.8.8.8', '2606:4700::1111'],
      target: { hostname: 'rebind.example', port: 443, path: '/x', query: 'y' },
    })
  })

  test('[D1] localhost leads to both loopback addresses without a look-up', async () => {
    const checked = await guardWith().check('localhost:3000')

    expect(checked).toMatchObject({
      type: 'allowed',
      addresses: ['127.0.0.1', '::1'],
      isResolved: false,
    })
  })

  test('[A5] a look-up that is given up is unresolved', async () => {
    const stop = new AbortController()
    const guard = guardWith({ lookup: () => new Promise(() => stop.abort()) })

    const checked = await guard.check('http://slow.example/', stop.signal)

    expect(checked).toMatchObject({ type: 'unresolved', code: 'cancelled' })
  })
})

describe('[A5] what the guard let pass is where the connection goes', () => {
  test('[A5] a name that means another address by then is not looked up again', async () => {
    await using target = await startRawTarget()
    let lookups = 0
    const lookup = async () => (lookups++ === 0 ? ['127.0.0.1'] : ['169.254.169.254'])
    const checked = await guardWith({ lookup }).check(`http://rebind.example:${target.port}/`)
    if (checked.type !== 'allowed') return expect.unreachable(checked.message)

    const { outcome } = await send(
      {
        method: 'POST',
        path: '/',
        headers: [['Host', checked.target.host]],
        body: Buffer.alloc(0),
      },
      {
        target: checked.target,
        addresses: checked.addresses,
        timeoutMs: 10_000,
        signal: new AbortController().signal,
      },
    )

    expect(outcome).toMatchObject({ type: 'response', status: 200 })
    expect(target.requests[0]).toContain(`Host: rebind.example:${target.port}\r\n`)
    expect(lookups).toBe(1)
  })
})

describe('[A5] a denial explains itself', () => {
  const open = { boundToLoopback: false, allow: [] }
  const deniable = guardTable
    .filter(([, , verdict]) => verdict === 'target-denied')
    .map(([target]) => target)

  test('[A5] the advice of a denial lifts it, and where there is none nothing does', async () => {
    const everything = ['private', 'loopback', '0.0.0.0/0', '::/0', 'localhost', 'app.localhost']
    for (const target of deniable) {
      const checked = await guardWith(open).check(target)
      const { message, isFinal } = checked.type === 'denied' ? checked : expect.unreachable(target)
      const [, advised] = /--allow-target (\S+)\.$/.exec(message) ?? []

      const allow = advised === undefined ? everything : [advised]
      const verdict = advised === undefined ? 'target-denied' : 'allowed'
      expect(isFinal, target).toBe(advised === undefined)
      expect(await verdictOf(target, { ...open, allow }), `${target}: ${message}`).toBe(verdict)
    }
  })

  test.each([
    ['http://10.0.0.1/', /private address.*--allow-target 10\.0\.0\.1/],
    ['http://localhost/', /loopback address.*--allow-target localhost/],
    ['http://169.254.169.254/', /keep a machine's secrets\. Hooklens never connects/],
    [
      'http://[2002:c0a8:101::1]/',
      /2002:c0a8:101::1 \(192\.168\.1\.1\) is a private address.*--allow-target 192\.168\.1\.1\./,
    ],
    ['http://8.8.8.8:25/', /Port 25 belongs to another protocol.*--allow-target 8\.8\.8\.8\./],
    ['http://0.0.0.0/', /say localhost/],
    ['web:8080', /http:\/\/web:8080/],
    ['ftp://x/', /not ftp/],
    ['http://a:b@c/', /user name or password/],
  ])('[A5] %s', async (target, message) => {
    const checked = await guardWith({ boundToLoopback: false }).check(target)

    expect(checked).toMatchObject({ type: 'denied', message: expect.stringMatching(message) })
  })
})
