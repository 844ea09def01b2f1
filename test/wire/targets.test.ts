import { describe, expect, test } from 'vitest'
import { joinTarget, parseTarget, urlOf } from '../../server/wire/targets.ts'

function parsed(text: string) {
  const result = parseTarget(text)
  if (result.type === 'bad') throw new Error(result.message)
  return result.target
}

describe('[D2] where a delivery goes', () => {
  test.each([
    // target, captured path, captured query, URL
    ['http://x.example', '', '', 'http://x.example/'],
    ['http://x.example', '/a', '', 'http://x.example/a'],
    ['http://x.example/', '/a', '', 'http://x.example/a'],
    ['http://x.example/hooks', '', '', 'http://x.example/hooks'],
    ['http://x.example/hooks/', '', '', 'http://x.example/hooks/'],
    ['http://x.example/hooks', '/', '', 'http://x.example/hooks/'],
    ['http://x.example/hooks/', '/a/b', '', 'http://x.example/hooks/a/b'],
    ['http://x.example/hooks//', '/a', '', 'http://x.example/hooks/a'],
    ['http://x.example/hooks', '//a/../b/.', '', 'http://x.example/hooks//a/../b/.'],
    ['http://x.example/hooks', '/%zz|"\xe9', '', 'http://x.example/hooks/%zz|"\xe9'],
    ['http://x.example', '', 'a=1&a=2', 'http://x.example/?a=1&a=2'],
    ['http://x.example/?k=v', '', 'a=1', 'http://x.example/?k=v&a=1'],
    ['http://x.example/?k=v', '/p', '', 'http://x.example/p?k=v'],
    ['http://x.example/?', '', 'a=1', 'http://x.example/?a=1'],
    ['http://x.example/?', '', '', 'http://x.example/?'],
    ['http://x.example/a#f?g', '', 'a=1', 'http://x.example/a?a=1'],
    ['http://x.example/a/../b', '/c', '%zz=|&+', 'http://x.example/a/../b/c?%zz=|&+'],
    ['http://x.example/ü?q=a b', '', '', 'http://x.example/%C3%BC?q=a%20b'],
    ['HTTP://X.Example:80/A', '/B', '', 'http://x.example/A/B'],
  ])('[D2] %s with %j and %j becomes %s', (target, path, query, url) => {
    const base = parsed(target)

    expect(urlOf(base, joinTarget(base, { path, query }))).toBe(url)
  })

  test.each([
    ['http://x.example/a', '/in/bin?', '/a?'],
    ['http://x.example/a', '/in/bin#?', '/a'],
    ['http://x.example/a?k=v', '/in/bin?', '/a?k=v'],
  ])('[D1] %s with a captured target of %s becomes %s', (target, captured, path) => {
    expect(joinTarget(parsed(target), { path: '', query: '', target: captured })).toBe(path)
  })

  test('[D2] an exact target is used as it is', () => {
    const target = parsed('http://x.example/hooks?k=v')

    expect(joinTarget(target, undefined)).toBe('/hooks?k=v')
  })
})

describe('[D2] a server on this machine may be named briefly', () => {
  test.each([
    ['3000', 'http://localhost:3000/'],
    [':3000', 'http://localhost:3000/'],
    [':3000/x?y=1', 'http://localhost:3000/x?y=1'],
    ['3000/x', 'http://localhost:3000/x'],
    [' localhost:3000 ', 'http://localhost:3000/'],
    ['localhost', 'http://localhost/'],
    ['app.localhost:8080/x', 'http://app.localhost:8080/x'],
    ['127.0.0.1:3000/x', 'http://127.0.0.1:3000/x'],
    ['[::1]:3000', 'http://[::1]:3000/'],
  ])('[D2] %s means %s', (text, url) => {
    const target = parsed(text)

    expect(urlOf(target, joinTarget(target, undefined))).toBe(url)
  })
})
