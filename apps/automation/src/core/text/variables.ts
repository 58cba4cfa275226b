/** A text, read: plain parts, and variables with what stands for a missing value. */
export type Part = string | Variable

/** `{{contact.name|friend}}`. */
export interface Variable {
  readonly path: string
  readonly fallback?: string | undefined
}

const VARIABLE = /\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}/g

/** Reads the variables of a text. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > from) parts.push(text.slice(from, match.index))
    parts.push({ path: match[1] ?? '', fallback: match[2]?.trim() })
    from = match.index + match[0].length
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

/** Whether something of a text looks like a variable that was not closed, or not opened. */
export function hasLooseBraces(text: string): boolean {
  return partsOf(text).some(part => typeof part === 'string' && /\{\{|\}\}/.test(part))
}
