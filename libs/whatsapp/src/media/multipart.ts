import { randomUUID } from 'node:crypto'

/** A multipart/form-data body of text fields and one file. */
export function multipart(
  texts: Readonly<Record<string, string>>,
  file: { field: string; filename: string; mimeType: string; bytes: Uint8Array },
): { contentType: string; body: Uint8Array } {
  const boundary = `----${randomUUID()}`
  const quoted = (value: string) => value.replace(/["\r\n]/g, '_')
  const parts = Object.entries(texts).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${quoted(file.filename)}"\r\ncontent-type: ${quoted(file.mimeType)}\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(parts.join('') + head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}
