import { z } from 'zod'
import type { Journal } from '../storage/journal.ts'

/** A message template as it was approved. */
export const Template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().min(2).max(10),
  /** `{{1}}` or `{{name}}` are filled by the sender. */
  body: z.string().min(1).max(1024),
  category: z.enum(['marketing', 'utility', 'authentication']).default('utility'),
  /** Titles of quick replies. */
  buttons: z.array(z.string().min(1).max(25)).max(10).optional(),
})
export type Template = z.infer<typeof Template>

export interface Templates {
  find(name: string, language: string): Template | undefined
  put(template: Template): Template
  all(): Template[]
}

export function createTemplates(journal: Journal): Templates {
  const table = journal.table<{ id: string; template: Template }>('templates')
  const idOf = (name: string, language: string) => `${name}/${language.replace('-', '_')}`
  const put = (template: Template) => table.put({ id: idOf(template.name, template.language), template }).template
  if (!table.get('hello_world/en_US')) {
    put({ name: 'hello_world', language: 'en_US', category: 'utility', body: 'Hello World' })
  }
  return {
    find: (name, language) => table.get(idOf(name, language))?.template,
    put,
    all: () => [...table.all()].map(row => row.template),
  }
}
