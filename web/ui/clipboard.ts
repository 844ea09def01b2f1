// Puts text on the clipboard, also where the page is not served securely.

/** A promise may be passed: the browser must see the click, however long the text takes. */
export async function copyText(text: string | Promise<string>): Promise<void> {
  if (navigator.clipboard && typeof ClipboardItem !== 'undefined') {
    const blob = Promise.resolve(text).then((found) => new Blob([found], { type: 'text/plain' }))
    try {
      return await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
    } catch (error) {
      // Not every browser takes a promise, nor a page without focus; the text's own failure is the caller's.
      await blob
      if (!document.hasFocus()) throw error
    }
  }
  copyBySelection(await text)
}

/** The way of old, for plain http on a network address. */
function copyBySelection(text: string): void {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'off-screen'
  const focused = document.activeElement
  // Inside a modal dialog nothing outside it can be selected.
  const parent = document.querySelector('dialog[open]') ?? document.body
  parent.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  if (!isCopied)
    throw new Error('The browser does not let this page copy. Select and copy by hand.')
}
