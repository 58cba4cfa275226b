import { GraphError } from '../graph-error.ts'
import { type Fields, fields, optionalText, webUrl } from './fields.ts'

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/** What a message says of its media: an id that was uploaded, or a link. */
export interface MediaReference {
  kind: MediaKind
  id?: string
  link?: string
  caption?: string
  filename?: string
}

export function checkMediaReference(kind: MediaKind, value: unknown, name: string = kind): MediaReference {
  const media: Fields = fields(value, name)
  const { id, link } = media
  if ((id === undefined) === (link === undefined))
    throw new GraphError(131008, `${name}: either id or link is required`)
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number')
    throw new GraphError(131009, `${name}.id is not valid`)
  if (media.caption !== undefined && (kind === 'audio' || kind === 'sticker')) {
    throw new GraphError(131009, `${name} cannot have a caption`)
  }
  if (media.filename !== undefined && kind !== 'document')
    throw new GraphError(131009, `${name} cannot have a filename`)
  const caption = optionalText(media.caption, `${name}.caption`, 1024)
  const filename = optionalText(media.filename, `${name}.filename`, 240)
  return {
    kind,
    ...(id === undefined ? { link: webUrl(link, `${name}.link`) } : { id: String(id) }),
    ...(caption === undefined ? {} : { caption }),
    ...(filename === undefined ? {} : { filename }),
  }
}
