import '@fastify/multipart'
import type { FastifyRequest } from 'fastify'

export interface FormFile {
  name: string
  filename: string
  mimeType: string
  bytes: Buffer
}

export interface Form {
  fields: { name: string; value: string }[]
  files: FormFile[]
}

/** A whole multipart body in memory. */
export async function readForm(request: FastifyRequest, fileMaxBytes: number): Promise<Form> {
  const form: Form = { fields: [], files: [] }
  const limits = { fileSize: fileMaxBytes, files: 100, parts: 1000, fieldSize: 1024 * 1024 }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') form.fields.push({ name: part.fieldname, value: String(part.value) })
    else {
      const { fieldname: name, filename = '', mimetype: mimeType } = part
      form.files.push({ name, filename, mimeType, bytes: await part.toBuffer() })
    }
  }
  return form
}
