// Reads one parameter out of a header's value: `boundary`, `name`, `charset`.

export function headerParameter(header: string, name: string): string | undefined {
  const pattern = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i')
  const [, quoted, bare] = pattern.exec(header) ?? []
  // Browsers write a Windows path's backslashes as they are; only quotes are escaped.
  return quoted?.replace(/\\(["\\])/g, '$1') ?? bare
}
