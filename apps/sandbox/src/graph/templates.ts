import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Journal } from '../storage/journal.ts'

const Button = z.union([
  /** The title of a quick reply. */
  z.string().min(1).max(25),
  z.strictObject({ type: z.literal('url'), text: z.string().min(1).max(25), url: z.string().min(1).max(2000) }),
  z.strictObject({ type: z.literal('copy_code'), text: z.string().min(1).max(25) }),
])
export type TemplateButton = z.infer<typeof Button>

/** A message template as it was approved. */
export const Template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().min(2).max(10),
  /** `{{1}}` or `{{name}}` are filled by the sender. */
  body: z.string().min(1).max(1024),
  category: z.enum(['marketing', 'utility', 'authentication']).default('utility'),
  header: z
    .strictObject({
      format: z.enum(['text', 'image', 'video', 'document', 'location']),
      text: z.string().max(60).optional(),
    })
    .optional(),
  footer: z.string().min(1).max(60).optional(),
  buttons: z.array(Button).max(10).optional(),
  status: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']).default('APPROVED'),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).default('UNKNOWN'),
  /** Why it was rejected or paused. */
  reason: z.string().min(1).optional(),
})
export type Template = z.infer<typeof Template>

export interface Templates {
  find(name: string, language: string): Template | undefined
  put(template: Template): Template
  all(): Template[]
}

const key = ({ name, language }: Pick<Template, 'name' | 'language'>) => `${name}/${language.replace('-', '_')}`

/** Sixteen digits, always the same for the same template. */
export function templateId(template: Pick<Template, 'name' | 'language'>): string {
  const number = createHash('sha256').update(key(template)).digest().readUIntBE(0, 6)
  return `7${String(number).padStart(15, '0').slice(-15)}`
}

export function createTemplates(journal: Journal): Templates {
  const table = journal.table<{ id: string; template: Template }>('templates')
  const put = (template: Template) => table.put({ id: key(template), template }).template
  if (!table.get('hello_world/en_US')) {
    put(Template.parse({ name: 'hello_world', language: 'en_US', body: 'Hello World' }))
  }
  return {
    find: (name, language) => table.get(key({ name, language }))?.template,
    put,
    all: () => [...table.all()].map(row => Template.parse(row.template)),
  }
}
