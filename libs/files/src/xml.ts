const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const plainText = (text: string) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '')

/** The texts of all elements with this name, in order. Enough for the flat answers of object stores. */
export function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => plainText(text))
}

/** The text of the first element with this name, undefined where it is empty or there is none. */
export function element(xml: string, name: string): string | undefined {
  return elements(xml, name)[0] || undefined
}
