import { Tag } from '@astria-bot/contracts'
import { type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
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
    body: ContactBody.extend({ addTags: tags, removeTags: tags }),
    response: { 200: ContactShape },
  }
  api.patch('/contacts/:id', { schema, config: { role: 'agent' } }, async ({ params: { id }, body }, reply) => {
    const found = await withContact(dependencies, id, async ({ tx, writes }) => {
      if (await updateContact(tx, id, body)) writes.told.set(id, undefined)
    })
    const contact = found ? await readContact(dependencies.db, id) : null
    return contact ?? (sendProblem(reply, 404) as never)
  })
}
