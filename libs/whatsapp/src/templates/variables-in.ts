const variable = /\{\{\s*(\w+)\s*\}\}/g

/** The variables of a text in their order, each once: `{{1}}` or `{{first_name}}`, without the braces. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].map(([, name]) => name ?? ''))]
}
