// Makes of someone else's HTML a page that can be looked at: what fetches, runs or navigates is taken out, and a policy
// that forbids the rest is put in. The frame it is shown in forbids it once more.
//
// Its styles are set aside, to be put back through the object model: the frame inherits the inspector's own policy, which
// takes none that are written in a page.

const policy = "default-src 'none'; img-src data:"
/** A preconnect is bound by no policy. */
const dropped =
  'script, noscript, link, meta, base, style, template, iframe, frame, frameset, object, embed, portal'
const aside = 'data-set-aside'
const mostStyles = 500_000

export interface PreviewPage {
  readonly html: string
  /** Of its style elements. */
  readonly css: string
}

/** Needs a browser; the document it parses into is inert. */
export function previewPage(html: string): PreviewPage {
  const page = new DOMParser().parseFromString(setAside(html), 'text/html')
  const css = [...page.querySelectorAll(`script[${aside}]`)].map((style) => {
    const media = style.getAttribute('media')
    const rules = style.textContent.replace(/<!--|-->/g, '')
    return media ? `@media ${media} { ${rules} }` : rules
  })
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
  return {
    html: `<!doctype html>${page.documentElement.outerHTML}`,
    css: css.join('\n').slice(0, mostStyles),
  }
}

/** Gives the page in a frame its styles back. What they would fetch, the page's policy forbids. */
export function styleFrame(frame: HTMLIFrameElement, css: string): void {
  const page = frame.contentDocument
  // The frame's own: a sheet belongs to the document it is made for.
  const Sheet = page?.defaultView?.CSSStyleSheet
  if (!page || !Sheet) return
  const sheet = new Sheet()
  sheet.replaceSync(css)
  page.adoptedStyleSheets = [sheet]
  for (const element of page.querySelectorAll<HTMLElement>(`[${aside}]`)) {
    element.style.cssText = element.getAttribute(aside) ?? ''
  }
}

/**
 * Even a parser that shows nothing reports each style it meets to the console. An element of text that is never run takes
 * the place of a style element. What is missed here is dropped later.
 */
function setAside(html: string): string {
  return html
    .replace(/<style(?=[\s>/])/gi, `<script type="aside" ${aside}`)
    .replace(/<\/style(?=[\s>/])/gi, '</script')
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, ` ${aside}`))
}
