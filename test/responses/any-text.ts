// Any text at all, with control characters and halves of surrogate pairs. fast-check's own unit for that, `binary`,
// spends seconds on tables when it is first asked for.

import fc from 'fast-check'

export function anyText(maxLength = 20): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.integer({ min: 0xd7ff, max: 0xe000 })), {
      maxLength,
    })
    .map((codes) => String.fromCharCode(...codes))
}
