import { describe, expect, test } from 'vitest'
import { createTargetGuard, type TargetGuardOptions } from '../../server/delivery/target-guard.ts'

type Verdict = 'allowed' | 'bad-target' | 'target-denied' | 'unresolved'

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

/** Target, the verdict of a server bound to loopback, and of one that others can reach. */
const targets: readonly (readonly [string, Verdict, Verdict])[] = [
  ['http://8.8.8.8/', 'allowed', 'allowed'],
  ['https://[2606:4700::1111]/', 'allowed', 'allowed'],
  ['http://127.0.0.1:3000/', 'allowed', 'target-denied'],
  ['http://127.8.9.10/', 'allowed', 'target-denied'],
  ['http://localhost:3000/', 'allowed', 'target-denied'],
  ['http://LOCALHOST./', 'allowed', 'target-denied'],
  ['http://app.localhost:3000/', 'allowed', 'target-denied'],
  ['http://[::1]:3000/', 'allowed', 'target-denied'],
  ['http://10.1.2.3/', 'allowed', 'target-denied'],
  ['http://172.16.0.1/', 'allowed', 'target-denied'],
  ['http://172.32.0.1/', 'allowed', 'allowed'],
  ['http://192.168.1.10:8080/hook', 'allowed', 'target-denied'],
  ['http://100.64.0.1/', 'allowed', 'target-denied'],
  ['http://[fd12:3456::1]/', 'allowed', 'target-denied'],
  // Other ways to write 127.0.0.1.
  ['http://2130706433/', 'allowed', 'target-denied'],
  ['http://0x7f000001/', 'allowed', 'target-denied'],
  ['http://0x7f.1/', 'allowed', 'target-denied'],
  ['http://0177.0.0.1/', 'allowed', 'target-denied'],
  ['http://017700000001/', 'allowed', 'target-denied'],
  ['http://127.1/', 'allowed', 'target-denied'],
  ['http://127.0.0.1./', 'allowed', 'target-denied'],
  ['http://１２７.０.０.１/', 'allowed', 'target-denied'],
  ['http://127。0。0。1/', 'allowed', 'target-denied'],
  ['http://%31%32%37.0.0.1/', 'allowed', 'target-denied'],
  ['http://[::ffff:127.0.0.1]/', 'allowed', 'target-denied'],
  ['http://[::ffff:7f00:1]/', 'allowed', 'target-denied'],
  ['http://[0:0:0:0:0:ffff:127.0.0.1]/', 'allowed', 'target-denied'],
  ['http://[::127.0.0.1]/', 'allowed', 'target-denied'],
  ['http://[::ffff:0:127.0.0.1]/', 'allowed', 'target-denied'],
  // Addresses that wrap a private one: 6to4, NAT64 (both prefixes), Teredo client and server, ISATAP.
  ['http://[2002:c0a8:0101::1]/', 'allowed', 'target-denied'],
  ['http://[64:ff9b::10.0.0.1]/', 'allowed', 'target-denied'],
  ['http://[64:ff9b:1::10.0.0.1]/', 'target-denied', 'target-denied'],
  ['http://[2001:0:808:808:0:0:f5ff:fffe]/', 'allowed', 'target-denied'],
  ['http://[2001:0:a00:1:0:0:f7f7:f7f7]/', 'allowed', 'target-denied'],
  ['http://[2606:4700::5efe:10.0.0.1]/', 'allowed', 'target-denied'],
  ['http://[64:ff9b::8.8.8.8]/', 'allowed', 'allowed'],
  ['http://[2002:808:808::1]/', 'allowed', 'allowed'],
  // Metadata, in every dress.
  ['http://169.254.169.254/latest/meta-data/', 'target-denied', 'target-denied'],
  ['http://169.254.170.2/', 'target-denied', 'target-denied'],
  ['http://2852039166/', 'target-denied', 'target-denied'],
  ['http://0xa9fea9fe/', 'target-denied', 'target-denied'],
  ['http://0251.0376.0251.0376/', 'target-denied', 'target-denied'],
  ['http://[::ffff:169.254.169.254]/', 'target-denied', 'target-denied'],
  ['http://[64:ff9b::169.254.169.254]/', 'target-denied', 'target-denied'],
  ['http://[2002:a9fe:a9fe::]/', 'target-denied', 'target-denied'],
  ['http://[fe80::1]/', 'target-denied', 'target-denied'],
  ['http://[fd00:ec2::254]/', 'target-denied', 'target-denied'],
  ['http://[fd20:ce::254]/', 'target-denied', 'target-denied'],
  ['http://100.100.100.200/', 'target-denied', 'target-denied'],
  ['http://168.63.129.16/', 'target-denied', 'target-denied'],
  ['http://192.0.0.192/', 'target-denied', 'target-denied'],
  // No server can be there.
  ['http://0.0.0.0:3000/', 'target-denied', 'target-denied'],
  ['http://0/', 'target-denied', 'target-denied'],
  ['http://[::]/', 'target-denied', 'target-denied'],
  ['http://224.0.0.1/', 'target-denied', 'target-denied'],
  ['http://255.255.255.255/', 'target-denied', 'target-denied'],
  ['http://240.0.0.1/', 'target-denied', 'target-denied'],
  ['http://192.0.2.1/', 'target-denied', 'target-denied'],
  ['http://[ff02::1]/', 'target-denied', 'target-denied'],
  ['http://[2001:db8::1]/', 'target-denied', 'target-denied'],
  ['http://[fec0::1]/', 'target-denied', 'target-denied'],
  ['http://[4000::1]/', 'target-denied', 'target-denied'],
  // No target at all.
  ['ftp://8.8.8.8/', 'bad-target', 'bad-target'],
  ['file:///etc/passwd', 'bad-target', 'bad-target'],
  ['javascript:alert(1)', 'bad-target', 'bad-target'],
  ['http://user:pass@8.8.8.8/', 'bad-target', 'bad-target'],
  ['http://8.8.8.8@127.0.0.1/', 'bad-target', 'bad-target'],
  ['http://8.8.8.8\\@127.0.0.1/', 'bad-target', 'bad-target'],
  ['http://8.8.8.8\t.127.0.0.1/', 'bad-target', 'bad-target'],
  ['http:///x', 'bad-target', 'bad-target'],
  ['http://:3000/', 'bad-target', 'bad-target'],
  ['http://8.8.8.8:0/', 'bad-target', 'bad-target'],
  ['http://8.8.8.8:99999/', 'bad-target', 'bad-target'],
  ['http://[::1/', 'bad-target', 'bad-target'],
  ['http://[fe80::1%25eth0]/', 'bad-target', 'bad-target'],
  ['http://256.1.1.1/', 'bad-target', 'bad-target'],
  ['example.com/hook', 'bad-target', 'bad-target'],
  ['', 'bad-target', 'bad-target'],
  ['   ', 'bad-target', 'bad-target'],
  ['99999', 'bad-target', 'bad-target'],
  ['http://nowhere.example/', 'unresolved', 'unresolved'],
]

describe('[A5] the guard judges', () => {
  test.each(
    targets,
  )('[A5] %s: %s when bound to loopback, %s otherwise', async (target, loopback, open) => {
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

describe('[A5] a denial explains itself', () => {
  test.each([
    ['http://10.0.0.1/', /private address.*--allow-target 10\.0\.0\.1/],
    ['http://localhost/', /loopback address.*--allow-target localhost/],
    ['http://169.254.169.254/', /keep a machine's secrets\. Hooklens never connects/],
    ['http://0.0.0.0/', /say localhost/],
    ['web:8080', /http:\/\/web:8080/],
    ['ftp://x/', /not ftp/],
    ['http://a:b@c/', /user name or password/],
  ])('[A5] %s', async (target, message) => {
    const checked = await guardWith({ boundToLoopback: false }).check(target)

    expect(checked).toMatchObject({ type: 'denied', message: expect.stringMatching(message) })
  })
})
