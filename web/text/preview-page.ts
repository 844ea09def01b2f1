// Makes of someone else's HTML a page that can be looked at: what fetches, runs or navigates is taken out, and a policy
// that forbids the rest is put in. The frame it is shown in forbids it once more.

const policy = "default-src 'none'; img-src data:"
/**
 * A preconnect is bound by no policy. Styles go because the frame inherits the inspector's own policy, which allows none
 * inline: thousands of them would be thousands of complaints.
 */
const dropped =
  'script, noscript, link, meta, base, style, template, iframe, frame, frameset, object, embed, portal'

/** Needs a browser; the document it parses into is inert. */
export function previewPage(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const element of page.querySelectorAll(dropped)) element.remove()
  for (const element of page.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) {
      if (/^(on|style$|ping$|href$|xlink:href$|background$)/i.test(name))
        element.removeAttribute(name)
    }
  }
  const meta = (name: string, value: string, content?: string) => {
    const element = page.createElement('meta')
    element.setAttribute(name, value)
    if (content) element.setAttribute('content', content)
    return element
  }
  page.head.prepend(
    meta('charset', 'utf-8'),
    meta('http-equiv', 'Content-Security-Policy', policy),
    meta('name', 'referrer', 'no-referrer'),
  )
  return `<!doctype html>${page.documentElement.outerHTML}`
}
