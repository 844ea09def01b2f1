import { homedir } from 'node:os'
import { describe, expect, test } from 'vitest'
import {
  type Config,
  defaultInWords,
  helpLines,
  parseConfig,
  settingNames,
  settings,
  settingsMarkdown,
} from '../server/config.ts'

interface Entry {
  readonly flag?: string
  readonly env: string
  readonly help: string
  readonly value?: string
  readonly repeatable?: boolean
}

/** The settings that these flags and variables make; fails the test when they are refused. */
function configOf(args: readonly string[], env: Record<string, string> = {}): Config {
  const parsed = parseConfig(args, env)
  if (parsed.type !== 'config') throw new Error(`Refused: ${JSON.stringify(parsed)}`)
  return parsed.config
}

/** The sentence with which they are refused. */
function refusalOf(args: readonly string[], env: Record<string, string> = {}): string {
  const parsed = parseConfig(args, env)
  if (parsed.type !== 'invalid') throw new Error(`Not refused: ${JSON.stringify(parsed)}`)
  return parsed.message
}

describe('where a value comes from', () => {
  test('everything has a default', () => {
    const config = configOf([])

    expect(config).toMatchObject({
      port: 4665,
      host: '127.0.0.1',
      publicUrl: undefined,
      bins: [],
      maxBodyBytes: 10 * 1024 ** 2,
      maxRequestsPerBin: 10_000,
      maxBytesPerBin: 256 * 1024 ** 2,
      expireAfterMs: 7 * 86_400_000,
      logFormat: 'text',
      logLevel: 'info',
      open: false,
    })
    expect(config.db).toMatch(/hooklens.*hooklens\.db$/)
    expect(Object.keys(config)).toEqual(settingNames)
  })

  test('the environment overrides the default, and a flag the environment', () => {
    const env = { HOOKLENS_PORT: '5000', HOOKLENS_HOST: '0.0.0.0', HOOKLENS_BINS: 'one-a,one-b' }

    const config = configOf(['--port', '6000', '--bin', 'two'], env)

    expect(config).toMatchObject({ port: 6000, host: '0.0.0.0', bins: ['two'] })
  })

  test.each(settingNames)('an empty variable leaves %s at its default', (name) => {
    const config = configOf([], { [settings[name].env]: '' })

    expect(config[name]).toEqual(settings[name].default)
  })

  test('variables of other programs are not read', () => {
    const config = configOf([], { PORT: '1', HOST: 'x', DB: 'y', BIN: 'z' })

    expect(config).toEqual(configOf([]))
  })

  test('flags may be written with an equals sign', () => {
    const config = configOf(['--port=7000', '--db=/tmp/a=b.db'])

    expect(config).toMatchObject({ port: 7000, db: '/tmp/a=b.db' })
  })
})

describe('values', () => {
  test.each<[flag: string, text: string, name: keyof Config, value: unknown]>([
    ['--port', '0', 'port', 0],
    ['--port', '65535', 'port', 65_535],
    ['--db', '~/hooks.db', 'db', `${homedir()}/hooks.db`],
    ['--db', './~/hooks.db', 'db', './~/hooks.db'],
    ['--public-url', 'https://Hooks.Example.com/', 'publicUrl', 'https://hooks.example.com'],
    ['--public-url', 'http://localhost:80', 'publicUrl', 'http://localhost'],
    ['--allow-host', 'Inspector.Example', 'allowHosts', ['inspector.example']],
    ['--allow-host', 'bücher.example', 'allowHosts', ['xn--bcher-kva.example']],
    ['--trust-proxy', '10.0.0.0/8', 'trustProxies', ['10.0.0.0/8']],
    ['--trust-proxy', 'fd00::/8', 'trustProxies', ['fd00::/8']],
    ['--trust-proxy', '::1', 'trustProxies', ['::1']],
    ['--max-body', '1', 'maxBodyBytes', 1],
    ['--max-body', '1024B', 'maxBodyBytes', 1024],
    ['--max-body', '500KB', 'maxBodyBytes', 500_000],
    ['--max-body', '500 kib', 'maxBodyBytes', 512_000],
    ['--max-body', '1.5MiB', 'maxBodyBytes', 1_572_864],
    ['--max-body', '2mb', 'maxBodyBytes', 2_000_000],
    ['--max-store-size', '1GiB', 'maxStoreBytes', 1024 ** 3],
    ['--max-bin-size', '1gb', 'maxBytesPerBin', 1_000_000_000],
    ['--expire-after', '90s', 'expireAfterMs', 90_000],
    ['--expire-after', '30m', 'expireAfterMs', 1_800_000],
    ['--expire-after', '1.5h', 'expireAfterMs', 5_400_000],
    ['--expire-after', '2d', 'expireAfterMs', 172_800_000],
    ['--expire-after', 'never', 'expireAfterMs', null],
    ['--log-format', 'json', 'logFormat', 'json'],
    ['--log-level', 'error', 'logLevel', 'error'],
  ])('%s %s', (flag, text, name, value) => {
    const config = configOf([flag, text])

    expect(config[name]).toEqual(value)
  })

  test('a repeatable flag gathers, and its variable is a list', () => {
    const fromFlags = configOf(['--bin', 'one', '--bin', 'two'])
    const fromEnv = configOf([], { HOOKLENS_BINS: 'one, two  three,,four\nfive' })

    expect(fromFlags.bins).toEqual(['one', 'two'])
    expect(fromEnv.bins).toEqual(['one', 'two', 'three', 'four', 'five'])
  })

  test.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('HOOKLENS_OPEN=%s', (text, value) => {
    const config = configOf([], { HOOKLENS_OPEN: text })

    expect(config.open).toBe(value)
  })

  test('a switch needs no value', () => {
    const config = configOf(['--open'])

    expect(config.open).toBe(true)
  })
})

describe('refusals', () => {
  test.each([
    ['--port', '65536', "'65536' is not a whole number from 0 to 65535."],
    ['--port', '-1', "'-1' is not a whole number"],
    ['--port', '4665.5', "'4665.5' is not a whole number"],
    ['--port', '0x10', "'0x10' is not a whole number"],
    ['--port', '', "'' is not a whole number"],
    ['--host', ' ', 'the value is empty.'],
    ['--db', '', 'the value is empty.'],
    ['--public-url', 'hooks.example.com', "'hooks.example.com' is not an http:// or https:// URL."],
    ['--public-url', 'ftp://hooks.example.com', 'is not an http:// or https:// URL.'],
    ['--public-url', 'https://hooks.example.com/hooks', 'must be a bare origin like https://'],
    ['--public-url', 'https://hooks.example.com/?a', 'must be a bare origin'],
    ['--public-url', 'https://user@hooks.example.com', 'must be a bare origin'],
    ['--bin', 'Stripe_Dev', "'Stripe_Dev' is not a bin id. A bin id is 3 to 63 characters"],
    ['--allow-host', 'http://inspector.example', 'is not a host name like hooks.example.com'],
    ['--allow-host', 'inspector.example:8080', 'without port or scheme.'],
    ['--allow-host', '', 'is not a host name'],
    ['--trust-proxy', '10', "'10' is not an IP address or a range like 10.0.0.0/8."],
    ['--trust-proxy', '10.0.0.0/33', 'is not an IP address or a range'],
    ['--trust-proxy', 'proxy.example', 'is not an IP address or a range'],
    ['--max-body', '10 apples', "'10 apples' is not a size like 500KB or 10MiB."],
    ['--max-body', '0', "'0' is not a size"],
    ['--max-body', '-5MB', 'is not a size'],
    ['--max-requests', '0', "'0' is not a whole number from 1 to 10000000."],
    ['--expire-after', '7', "'7' is not a time like 90s, 30m, 12h or 7d."],
    ['--expire-after', '0s', "'0s' is not a time"],
    ['--expire-after', '7 weeks', "'7 weeks' is not a time"],
    ['--log-format', 'xml', "'xml' is not one of text, json."],
    ['--log-level', 'INFO', "'INFO' is not one of debug, info, warn, error."],
  ])('%s %s is refused, and the sentence names the flag', (flag, text, sentence) => {
    const message = refusalOf([`${flag}=${text}`])

    expect(message.startsWith(`${flag}: `)).toBe(true)
    expect(message).toContain(sentence)
  })

  test.each([
    [{ HOOKLENS_PORT: 'http' }, "HOOKLENS_PORT: 'http' is not a whole number"],
    [{ HOOKLENS_BINS: 'good,Bad' }, "HOOKLENS_BINS: 'Bad' is not a bin id."],
    [{ HOOKLENS_OPEN: 'yes' }, "HOOKLENS_OPEN: 'yes' is not one of true, false, 1, 0."],
  ])('%o is refused, and the sentence names the variable', (env, sentence) => {
    expect(refusalOf([], env)).toContain(sentence)
  })

  test.each([
    [['--prot', '1'], "Unknown option '--prot'. Did you mean --port?"],
    [['--max-bdoy=1'], "Unknown option '--max-bdoy'. Did you mean --max-body?"],
    [['--public'], "Unknown option '--public'. Did you mean --public-url?"],
    [['--hosts', 'x'], "Unknown option '--hosts'. Did you mean --host?"],
    [['--x'], "Unknown option '--x'."],
    [['-p', '1'], "Unknown option '-p'. Did you mean --port?"],
    [['--nothing-like-it'], "Unknown option '--nothing-like-it'."],
    [['--key', 'hlo_x'], "Unknown option '--key'."],
    [['--port'], '--port needs a value: N.'],
    [['--open=yes'], '--open takes no value.'],
    [['--port', '1', '--port', '2'], '--port was given twice.'],
    [['extra'], "Unexpected argument 'extra'."],
    [['--', '--port'], "Unexpected argument '--port'."],
  ])('%j is refused', (args, message) => {
    expect(refusalOf(args)).toBe(message)
  })

  test('a flag that a command does not have is unknown to it', () => {
    const parsed = parseConfig(['--log-level', 'debug'], {}, ['db', 'port'])

    expect(parsed).toEqual({ type: 'invalid', message: "Unknown option '--log-level'." })
  })
})

describe('the key for secrets', () => {
  const key = Buffer.alloc(32, 0xfb)

  test.each([
    ['base64', key.toString('base64')],
    ['base64 for URLs, without padding', key.toString('base64url')],
    ['hex', key.toString('hex')],
    ['hex in capitals', key.toString('hex').toUpperCase()],
  ])('is read from %s', (_what, text) => {
    const parsed = parseConfig([], { HOOKLENS_SECRET_KEY: text })

    expect(parsed.type === 'config' && Buffer.from(parsed.config.secretKey ?? []).equals(key)).toBe(
      true,
    )
  })

  test('of another size is refused without being repeated', () => {
    const text = key.toString('base64').slice(4)

    const parsed = parseConfig([], { HOOKLENS_SECRET_KEY: text })

    expect(parsed).toMatchObject({ type: 'invalid' })
    expect(parsed.type === 'invalid' && parsed.message).toMatch(/^HOOKLENS_SECRET_KEY: 32 random/)
    expect(JSON.stringify(parsed)).not.toContain(text)
  })

  test('is never a flag', () => {
    expect(parseConfig(['--secret-key', key.toString('base64')], {})).toMatchObject({
      type: 'invalid',
    })
  })
})

describe('the table as text', () => {
  test.each([[['--help']], [['-h']], [['--port', '1', '--help']]])('%j asks for help', (args) => {
    expect(parseConfig(args, {})).toEqual({ type: 'help' })
  })

  test.each(
    settingNames,
  )('help and README show %s: its flag, variable, default and meaning', (name) => {
    const { flag, env, help, value }: Entry = settings[name]
    const shown = flag === undefined ? env : `--${flag}${value ? ` ${value}` : ''}`

    for (const text of [helpLines().join('\n'), settingsMarkdown()]) {
      expect(text).toContain(shown.replace('|', text.startsWith('|') ? '\\|' : '|'))
      expect(text).toContain(env)
      expect(text).toContain(help)
      expect(text).toContain(defaultInWords(name))
    }
  })

  test('flags and variables are named alike and none twice', () => {
    const entries: readonly Entry[] = settingNames.map((name) => settings[name])
    const flags = entries.flatMap(({ flag }) => flag ?? [])

    expect(new Set(flags).size).toBe(flags.length)
    expect(new Set(entries.map(({ env }) => env)).size).toBe(entries.length)
    for (const { flag, env, repeatable } of entries) {
      if (flag === undefined) continue
      const words = flag.toUpperCase().replaceAll('-', '_')
      const plural = words.replace(/Y$/, 'IE').concat('S')
      expect(env).toBe(`HOOKLENS_${repeatable ? plural : words}`)
    }
  })
})
