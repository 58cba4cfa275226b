export type { Files, StoredFile } from './files.ts'
export { mimeTypeOf } from './mime-type-of.ts'
export { openFiles } from './open-files.ts'
