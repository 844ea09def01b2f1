// A sentence in which what stands between back quotes is code.

export function TextWithCode({ text }: { text: string }) {
  const parts = text.split('`')
  // A last back quote without a partner is a character like any other.
  if (parts.length % 2 === 0) parts.push(`${parts.splice(-2).join('`')}`)
  return (
    <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
  )
}
