const types: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp4: 'video/mp4',
  '3gp': 'video/3gpp',
  aac: 'audio/aac',
  amr: 'audio/amr',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  pdf: 'application/pdf',
  txt: 'text/plain',
  json: 'application/json',
}
const extensions = new Map(Object.entries(types).map(([extension, type]) => [type, extension]))

/** The MIME type that a key's extension stands for. */
export function mimeTypeOf(key: string): string {
  return types[key.slice(key.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream'
}

/** The extension that a key needs for files of a type; undefined for types that are not kept. */
export function extensionOf(mimeType: string): string | undefined {
  return extensions.get(mimeType)
}
