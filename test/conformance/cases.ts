// The messages that every way of delivering must bring to its target byte for byte (D1). One line's worth each: what is
// odd about it, and its bytes. `BIN` stands for the bin's id; texts are latin1, a character a byte.

import { gzipSync } from 'node:zlib'

export interface Case {
  readonly what: string
  /** The request line and the header lines. */
  readonly head: readonly string[]
  /** As it goes on the wire, chunks included. */
  readonly body?: string | Uint8Array
}

const tenMebibytes = Buffer.alloc(10 * 1024 * 1024, 'a\0\xff\r\n\r\nPOST / HTTP/1.1\r\n', 'latin1')
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
const visibleAndBeyond = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
  .filter((character) => /[!-~\x80-\xff]/.test(character))
  .join('')

export const cases: readonly Case[] = [
  // Headers.
  simple('header names in odd cases, in an order of their own', [
    'x-zULU: 1',
    'content-TYPE: text/plain',
    'ACCEPT: */*',
    'x-ALPHA: 2',
  ]),
  simple('the same header several times, in several cases', [
    'X-Dup: a',
    'x-dup: b',
    'Set-Cookie: c=1',
    'X-DUP: a',
    'Set-Cookie: c=1',
    'Cookie: a=1',
    'Cookie: b=2',
    'Authorization: Bearer one',
    'Authorization: Bearer two',
    'User-Agent: a',
    'User-Agent: b',
    'Content-Type: text/plain',
    'content-type: text/html',
  ]),
  simple('header values with every byte HTTP allows', [
    `X-Every: ${visibleAndBeyond}`,
    'X-Latin: caf\xe9 \xff\x80',
    `X-Utf8: ${Buffer.from('h\u00e9\u{1f600}', 'utf8').toString('latin1')}`,
    'X-Tab: a\tb  c',
    'X-Quoted: "a, \\"b\\"; c=d"',
    'X-Comma: , ,a,, b ,',
    'X-Colon: :a:b:',
  ]),
  simple('empty header values', ['X-Empty: ', 'x-empty: ', 'X-After: 1']),
  simple('white space around header values', ['X-None:a', 'X-Much:  \t a b \t ', 'X-Only: \t ']),
  simple('header names with every character HTTP allows', ["!#$%&'*+-.^_`|~09azAZ: 1"]),
  simple('names that objects have of their own', [
    '__proto__: 1',
    'constructor: 2',
    'toString: 3',
    'hasOwnProperty: 4',
  ]),
  simple(
    'hundreds of headers',
    Array.from({ length: 600 }, (_, index) => `X-H${index % 50}: ${index}`),
  ),
  simple('a very long header', [`X-Long: ${'x'.repeat(30_000)}`]),
  simple("a signature's headers", [
    'X-Hub-Signature-256: sha256=00ff',
    'Stripe-Signature: t=1,v1=ab,v1=cd',
    'Forwarded: for=1.2.3.4;host=hooks.example',
    'X-Forwarded-For: 1.2.3.4',
    'X-Forwarded-Host: hooks.example',
    'Via: 1.1 proxy',
    'Origin: https://sender.example',
    'Referer: https://sender.example/a?b',
    'Accept-Encoding: br;q=1.0, identity; q=0.5, *;q=0',
    'If-None-Match: W/"a"',
    'Range: bytes=0-1',
    'Date: Thu, 01 Jan 1970 00:00:00 GMT',
  ]),
  simple('a delivery that has been delivered before', ['Hooklens-Delivery: dlv_before']),
  {
    what: 'the host last, in an odd case',
    head: ['POST /in/BIN HTTP/1.1', 'X-A: 1', 'Connection: close', 'hOsT: hooks.example:99999'],
  },
  { what: 'no host at all, from HTTP/1.0', head: ['POST /in/BIN HTTP/1.0', 'X-A: 1'] },
  simple('headers of one connection, and those that Connection names', [
    'Keep-Alive: timeout=5',
    'Proxy-Connection: keep-alive',
    'TE: trailers',
    'Proxy-Authorization: Basic eDp5',
    'X-Mine: 1',
    'connection: x-mine, X-Other',
    'x-other: 2',
    'X-Kept: 3',
  ]),

  // Paths and queries. Bytes above ASCII are not among them: Node's parser refuses those in a target.
  at('no path below the bin', ''),
  at('a bare slash', '/'),
  at('doubled slashes', '//a///b//'),
  at('dot segments', '/a/./b/../../../c/..'),
  at('encoding that does not decode', '/%zz/%/%E0%A4%A/%00'),
  at('encoded characters that need no encoding, in both cases', '/%41%7e%2F%2f%e9%C3%A9'),
  at('UTF-8, latin1 and NUL, encoded', '/caf%C3%A9/%F0%9F%98%80/%e9/%00'),
  at('characters that URLs forbid', '/a|b"c<d>{e}^`\\f[g]'),
  at('path parameters and marks', "/a;v=1/b,c/@:$&'()*+=!~"),
  at('repeats and odd encodings in the query', '/x?a=1&a=2&A=3&&b&c=&=d&%61=1&e=%zz&f=+%20&g=%FC'),
  at('a query of marks', '?a?b/c;d&=&&==%'),
  at('an empty query', '/x?'),
  at('a query of 6 KB', `/x?${'a=1&'.repeat(1500)}`),

  // Methods.
  ...['GET', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'PROPFIND', 'M-SEARCH', 'PURGE'].map((method) => ({
    what: `${method} with a body`,
    head: closed(`${method} /in/BIN/m HTTP/1.1`, 'Content-Length: 3'),
    body: 'abc',
  })),
  { what: 'GET without a body', head: closed('GET /in/BIN HTTP/1.1') },
  { what: 'HEAD', head: closed('HEAD /in/BIN/h HTTP/1.1') },
  { what: 'OPTIONS', head: closed('OPTIONS /in/BIN HTTP/1.1', 'Content-Length: 0') },

  // Bodies.
  { what: 'no body', head: closed('POST /in/BIN HTTP/1.1') },
  { what: 'an empty body', head: closed('POST /in/BIN HTTP/1.1', 'content-LENGTH: 0') },
  withBody('every byte', everyByte),
  withBody('NUL alone', '\0'),
  withBody('what looks like another request', '\r\n\r\nPOST /in/x HTTP/1.1\r\nHost: h\r\n\r\n'),
  withBody('JSON as no serialiser writes it', '{"a" :1.0,\t"a":1e2,"b":12345678901234567890}\r\n'),
  withBody('a byte order mark and half a surrogate', '\xef\xbb\xbf"\xed\xa0\x80"'),
  withBody('gzip', gzipSync('{"a":1}'), ['Content-Encoding: gzip']),
  withBody('gzip in name only', 'plain', ['Content-Encoding: gzip, br']),
  withBody('10 MiB', tenMebibytes),
  withBody(
    'multipart with an odd boundary',
    `preamble\r\n--a'()+_,-./:=? b\r\nContent-Disposition: form-data; name="\xe9"\r\n\r\n\0\xff\r\n--a'()+_,-./:=? b--\r\nepilogue\n`,
    [`Content-Type: multipart/form-data; boundary="a'()+_,-./:=? b"`],
  ),
  withBody('a form with odd encodings', 'a=1&a=2&b=%zz&c=+%20&\xe9', [
    'Content-Type: application/x-www-form-urlencoded',
  ]),

  // Framing.
  {
    what: 'a chunked body',
    head: closed('POST /in/BIN HTTP/1.1', 'X-A: 1', 'transfer-encoding: chunked', 'X-B: 2'),
    body: '3\r\nabc\r\n00A\r\n\0\r\n0\r\n\r\nde\r\n0\r\n\r\n',
  },
  {
    what: 'chunks with extensions, in capitals',
    head: closed('POST /in/BIN HTTP/1.1', 'Transfer-Encoding: CHUNKED'),
    body: 'A;name=value;other="x"\r\n0123456789\r\n0\r\n\r\n',
  },
  {
    what: 'a chunked body without chunks',
    head: closed('POST /in/BIN HTTP/1.1', 'Transfer-Encoding: chunked'),
    body: '0\r\n\r\n',
  },
  {
    what: 'trailers',
    head: closed('POST /in/BIN HTTP/1.1', 'Transfer-Encoding: chunked', 'Trailer: X-Sum, X-Sum'),
    body: '2\r\nab\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n',
  },
  {
    what: 'a sender that expects to be asked for the body',
    head: closed('POST /in/BIN HTTP/1.1', 'Expect: 100-continue', 'Content-Length: 2'),
    body: 'ab',
  },
  {
    what: 'an offer to switch to HTTP/2',
    head: [
      'POST /in/BIN HTTP/1.1',
      'Host: h',
      'Connection: Upgrade, HTTP2-Settings, close',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABk',
      'Content-Length: 2',
    ],
    body: 'ab',
  },
]

/** A line for the request line and the headers of a message that leaves the connection to be closed. */
function closed(requestLine: string, ...lines: readonly string[]): readonly string[] {
  return [requestLine, 'Host: hooks.example', ...lines, 'Connection: close']
}

function simple(what: string, lines: readonly string[]): Case {
  return {
    what,
    head: closed('POST /in/BIN HTTP/1.1', ...lines, 'Content-Length: 2'),
    body: 'hi',
  }
}

/** What comes after the bin in the request target. */
function at(what: string, rest: string): Case {
  return { what, head: closed(`POST /in/BIN${rest} HTTP/1.1`, 'Content-Length: 2'), body: 'hi' }
}

function withBody(what: string, body: string | Uint8Array, lines: readonly string[] = []): Case {
  return {
    what,
    head: closed('POST /in/BIN HTTP/1.1', ...lines, `Content-Length: ${body.length}`),
    body,
  }
}
