import { describe, expect, test } from 'vitest'
import { parseListen } from '../../server/cli/listen-options.ts'

function parse(args: string, env: Record<string, string> = {}) {
  return parseListen(args.split(' ').filter(Boolean), env, 0)
}

function optionsOf(args: string, env?: Record<string, string>) {
  const parsed = parse(args, env)
  if (parsed.type !== 'options') throw new Error(JSON.stringify(parsed))
  return parsed.options
}

test('a port alone is enough', () => {
  expect(optionsOf('3000')).toMatchObject({
    server: 'http://localhost:4665',
    bin: undefined,
    routes: [{ url: 'http://localhost:3000/' }],
    concurrency: 1,
    since: 'last',
    insecure: false,
    isJson: false,
  })
})

test('the server comes from its flag, else from the environment', () => {
  const env = { HOOKLENS_SERVER: 'https://hooks.example.com/' }

  expect(optionsOf('3000', env).server).toBe('https://hooks.example.com')
  expect(optionsOf('3000 --server http://other:1', env).server).toBe('http://other:1')
})

test('a wrong server is told by where it was given', () => {
  const message = (...args: string[]) => parseListen(['3000', ...args], { HOOKLENS_SERVER: 'x' }, 0)

  expect(message()).toMatchObject({
    message: expect.stringMatching(/^HOOKLENS_SERVER: 'x' is not/),
  })
  expect(message('--server', 'y')).toMatchObject({
    message: expect.stringMatching(/^--server: 'y'/),
  })
})

test('maps are asked in order, and the target takes the rest', () => {
  const { routes } = optionsOf('3000 --map method:GET=1 --map method:PUT=2 --path /x')

  expect(routes.map(({ url, filter }) => [filter?.text, url])).toEqual([
    ['method:GET', 'http://localhost:1/'],
    ['method:PUT', 'http://localhost:2/'],
    [undefined, 'http://localhost:3000/x'],
  ])
})

test('--since takes a word or the request to begin with', () => {
  const since = ['all', 'now', '#17', '17'].map((text) => optionsOf(`1 --since ${text}`).since)

  expect(since).toEqual(['all', 'now', { first: 17 }, { first: 17 }])
})

describe('it says what is wrong with', () => {
  test.each([
    ['', /^Where to\? Say 'hooklens listen 3000'/],
    ['ftp://x', /^The target: .*not ftp/],
    ['3000 4000', /Unexpected argument '4000'. The target comes first/],
    ['3000 --bin X', /^--bin: 'X' is not a bin id/],
    ['3000 --server nowhere', /^--server: 'nowhere' is not an http/],
    ['3000 --concurrency 0', /^--concurrency: '0' is not a whole number from 1/],
    ['3000 --since yesterday', /^--since: 'yesterday' is none of last, all, now/],
    ['3000 --filter size:>big', /^--filter: The filter is wrong here\..*\n {2}size:>big\n +\^/],
    ['3000 --map nothing', /^--map: 'nothing' is not like/],
    ['--map method:GET=1 --path /x', /^--path belongs to a target/],
    ['3000 --key hlo_x', /^Unknown option '--key'/],
  ])('%s', (args, message) => {
    expect(parse(args)).toEqual({ type: 'invalid', message: expect.stringMatching(message) })
  })
})
