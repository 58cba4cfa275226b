import type { OutboundContent } from '@astria-bot/contracts'
import { interactiveChecks } from './checks/interactive.ts'
import { atMost, filled, type LimitProblem, media, within } from './checks/problems.ts'
import { templateChecks } from './checks/template.ts'
import type { Content } from './content.ts'
import { limits } from './limits.ts'

export type { LimitProblem } from './checks/problems.ts'

const document = ({ file, caption }: Pick<Content<'document'>, 'file' | 'caption'>): LimitProblem[] => [
  ...within('file.filename', file.filename, limits.filename),
  ...within('caption', caption, limits.caption),
]

const checks: { [Type in OutboundContent['type']]: (content: Content<Type>) => LimitProblem[] } = {
  text: ({ body }) => [...filled('body', body), ...within('body', body, limits.text)],
  image: content =>
    content.original
      ? document(content)
      : [...media('image', 'file', content.file.mimeType), ...within('caption', content.caption, limits.caption)],
  video: ({ file, caption }) => [
    ...media('video', 'file', file.mimeType),
    ...within('caption', caption, limits.caption),
  ],
  document,
  audio: ({ file, voice }) => [
    ...media('audio', 'file', file.mimeType),
    // Only Opus in Ogg can look like a voice note.
    ...(voice && !file.mimeType.startsWith('audio/ogg')
      ? [{ code: 'unsupported_media' as const, field: 'file', message: `a voice note cannot be ${file.mimeType}` }]
      : []),
  ],
  sticker: ({ file }) => media('sticker', 'file', file.mimeType),
  location: ({ name, address }) => [...within('name', name, limits.place), ...within('address', address, limits.place)],
  contacts: ({ contacts }) => [
    ...atMost('contacts', contacts.length, limits.contacts),
    ...contacts.flatMap(({ name }, index) => filled(`contacts.${index}.name`, name.formatted)),
  ],
  reaction: ({ emoji }) => within('emoji', emoji, 32),
  ...interactiveChecks,
  template: templateChecks,
}

/** Everything in a message that the Cloud API would refuse; empty when it can be sent. */
export function checkLimits(content: OutboundContent): LimitProblem[] {
  const check = checks[content.type] as (content: OutboundContent) => LimitProblem[]
  return check(content)
}
