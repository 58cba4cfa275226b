import { Tag } from '@astria-bot/contracts'
import { holderOf, type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import { chooseFor } from '../contacts/choose-for.ts'
import { updateContact } from '../contacts/update-contact.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { ContactBody } from './contact-body.ts'
import { readContact } from './read-contact.ts'
import { ContactShape } from './shapes.ts'
import { withContact } from './with-contact.ts'

const tags = z.array(Tag).max(100).optional()

/** PATCH /api/contacts/:id */
export function changeContactRoute(api: Server, dependencies: ApiDependencies): void {
  const schema = {
    summary: 'Changes what is written down about a contact; what is absent stays',
    params: z.object({ id: z.uuid() }),
    body: ContactBody.extend({
      addTags: tags,
      removeTags: tags,
      optedOut: z
        .boolean()
        .optional()
        .describe('They told you that they want no more messages (true), or want them again (false).'),
    }),
    response: { 200: ContactShape },
  }
  const config = { role: 'agent' } as const
  api.patch('/contacts/:id', { schema, config }, async (request, reply) => {
    const { id } = request.params
    const { optedOut, ...change } = request.body
    const found = await withContact(dependencies, id, async ({ tx, writes }, contact) => {
      if (await updateContact(tx, id, change)) writes.told.set(id, undefined)
      if (optedOut !== undefined) {
        const at = new Date(dependencies.turns.now()).toISOString()
        chooseFor(contact, { optedOut, by: holderOf(request).name, at }, writes)
      }
    })
    const contact = found ? await readContact(dependencies.db, id) : null
    return contact ?? (sendProblem(reply, 404) as never)
  })
}
