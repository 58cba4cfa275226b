import { z } from 'zod'
import { Language } from '../contact.ts'
import { Attributes, Birthday, Tag } from '../contact-snapshot.ts'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'
import { Requester } from '../requester.ts'

export const contactChangeRequested = defineEvent(
  'contact.change.requested.v1',
  'Fields, tags or attributes of a contact shall change, or a person shall take over the conversation.',
  z.strictObject({
    contactId: z.uuid(),
    requester: Requester,
    name: z.string().min(1).max(256).optional(),
    language: Language.optional(),
    timeZone: z.string().min(1).optional(),
    birthday: Birthday.nullable().optional(),
    addTags: z.array(Tag).optional(),
    removeTags: z.array(Tag).optional(),
    /** Set one by one; `null` removes one. */
    attributes: Attributes.optional(),
    /** A person answers from now on, until then at the latest. */
    handOver: z.strictObject({ reason: z.string().max(256), until: Instant.optional() }).optional(),
  }),
)
