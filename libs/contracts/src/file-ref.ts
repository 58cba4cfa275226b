import { z } from 'zod'

/** Media of ours: a key of libs/files, and the type of its bytes. */
export const FileRef = z.strictObject({
  fileKey: z.string().min(1),
  mimeType: z.string().min(1),
  filename: z.string().optional(),
})
export type FileRef = z.infer<typeof FileRef>
