// Keeps the table of providers.md equal to the code: `node docs/provider-table.ts` rewrites it, a test compares.

import { custom } from '../server/providers/custom.ts'
import { providers } from '../server/providers/index.ts'
import type { Provider } from '../server/providers/provider.ts'
import type { Scheme } from '../server/providers/signing/scheme.ts'
import { type GeneratedPart, rewrite, withPart } from './generated.ts'

const table: GeneratedPart = {
  file: 'providers.md',
  begin: '<!-- providers: written by `node docs/provider-table.ts` -->',
  end: '<!-- /providers -->',
  text: reference,
}

/** The article with its table as the code has it now. */
export function updatedProviders(article: string): string {
  return withPart(article, table)
}

function reference(): string {
  const known = providers
    .filter(({ id }) => id !== custom.id)
    .sort((left, right) => left.label.localeCompare(right.label, 'en'))
  const rows = known.map(
    (provider) =>
      `| ${[link(provider), provider.facts.detection, verification(provider), handshake(provider), resigning(provider)].map(cell).join(' | ')} |`,
  )
  return [
    `${known.length} providers, ${known.flatMap(({ schemes }) => schemes).length} ways to sign.`,
    '',
    '| Provider | Told by | Checked | Validation of the URL | Signed anew |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '### Where the facts come from, and what could not be confirmed',
    '',
    ...known.map(sources),
  ].join('\n')
}

function link({ label, docsUrl, id }: Provider): string {
  return `[${label}](${docsUrl}) \`${id}\``
}

function verification({ schemes }: Provider): string {
  if (schemes.length === 0) return 'nothing proves the sender'
  return schemes.map(schemeText).join('<br>')
}

function schemeText({ summary, leavesOut, tolerance }: Scheme): string {
  const limits = [
    tolerance?.pastMs === undefined ? '' : `${tolerance.pastMs / 1000} s old`,
    tolerance?.futureMs === undefined ? '' : `${tolerance.futureMs / 1000} s ahead`,
  ].filter((text) => text !== '')
  const within = limits.length > 0 ? `; at most ${limits.join(' or ')}` : ''
  return `${summary}${within}${leavesOut ? `; does not cover ${leavesOut}` : ''}`
}

function handshake({ facts }: Provider): string {
  return facts.handshake ?? '–'
}

function resigning({ schemes }: Provider): string {
  const able = schemes.filter(({ sign }) => sign)
  if (able.length === 0) return '–'
  const needsKey = able.every(({ proof }) => proof === 'public-key')
  return needsKey ? 'with a development key' : 'with the secret'
}

function sources({ label, facts: { source, unconfirmed = [] } }: Provider): string {
  const open = unconfirmed.length > 0 ? ` Not confirmed: ${unconfirmed.join(' ')}` : ''
  return `- **${label}**: ${source}.${open}`
}

/** A vertical bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

if (import.meta.main) rewrite(table)
