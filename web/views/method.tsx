// A method in its colour, cut to what fits in a row.

const tones: Readonly<Record<string, string>> = {
  GET: 'reads',
  HEAD: 'reads',
  DELETE: 'removes',
  OPTIONS: 'asks',
}
const short: Readonly<Record<string, string>> = { DELETE: 'DEL', OPTIONS: 'OPT' }

export function Method({ name }: { name: string }) {
  return <span class={`method ${tones[name] ?? 'writes'}`}>{short[name] ?? name.slice(0, 6)}</span>
}
