// Saves bytes as a file, without an address that would need a key.

export function downloadBytes(bytes: Uint8Array, fileName: string): void {
  // Never a type that a browser would open.
  downloadBlob(new Blob([Uint8Array.from(bytes)], { type: 'application/octet-stream' }), fileName)
}

export function downloadBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
