// Commands that send a first request to a capture URL, ready to paste.

export interface SampleCommand {
  readonly id: string
  readonly label: string
  readonly text: string
}

export function sampleCommands(captureUrl: string): SampleCommand[] {
  const url = captureUrl
  return [
    {
      id: 'curl',
      label: 'curl',
      text: `curl ${url} \\\n  -H 'Content-Type: application/json' \\\n  -d '{"hello":"world"}'`,
    },
    { id: 'httpie', label: 'HTTPie', text: `http POST ${url} hello=world` },
    {
      id: 'powershell',
      label: 'PowerShell',
      text: `Invoke-RestMethod '${url}' -Method Post \`\n  -ContentType 'application/json' \`\n  -Body '{"hello":"world"}'`,
    },
    {
      id: 'fetch',
      label: 'fetch',
      text: `await fetch('${url}', {\n  method: 'POST',\n  headers: { 'Content-Type': 'application/json' },\n  body: JSON.stringify({ hello: 'world' }),\n})`,
    },
  ]
}
