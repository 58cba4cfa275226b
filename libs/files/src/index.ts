export type { Files, StoredFile } from './files.ts'
export { type MediaQuery, mediaLink, type ServedAs, verifyMediaLink } from './media-link.ts'
export { extensionOf, mimeTypeOf } from './mime-type-of.ts'
export { openFiles } from './open-files.ts'
