/** At most `max` UTF-16 units (what the limits of WhatsApp are counted in), never half a character, with … at the cut. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const kept: string[] = []
  let length = 0
  for (const cluster of clusters(text)) {
    if (length + cluster.length > max - 1) break
    kept.push(cluster)
    length += cluster.length
  }
  return `${kept.join('').trimEnd()}…`
}

/** Characters with what is attached to them: accents, skin tones, joined emoji. */
function clusters(text: string): string[] {
  return text.match(/\P{M}(?:\p{M}|\u200d\P{M}|[\u{1f3fb}-\u{1f3ff}])*|\p{M}+/gu) ?? []
}
