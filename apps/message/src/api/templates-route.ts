import type { Server } from '@astria-bot/service'
import { messaging } from '@astria-bot/store'
import { and, asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ApiDependencies } from './api-dependencies.ts'
import { PageQuery, pageOf, toPage } from './page.ts'

const { templates } = messaging

const Template = z.object({
  account: z.string().describe('The WhatsApp business account.'),
  name: z.string(),
  language: z.string(),
  status: z.string().describe('Only `APPROVED` can be sent.'),
  category: z.string().nullable(),
  quality: z.string().nullable(),
  components: z.unknown().describe('As the provider lists them.'),
  reason: z.string().nullable().describe('Why it has this status, as far as it is known.'),
  updatedAt: z.iso.datetime(),
})

const Place = z.tuple([z.string(), z.string(), z.string()])

/** A cursor: name, language and account of the last one. */
const Cursor = PageQuery.shape.cursor.transform((text, context) => {
  if (text === undefined) return undefined
  const place = Place.safeParse(readJson(Buffer.from(text, 'base64url').toString()))
  if (place.success) return place.data
  context.addIssue({ code: 'custom', message: 'none of ours' })
  return z.NEVER
})

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const Query = PageQuery.extend({
  cursor: Cursor,
  account: z.string().max(64).optional().describe('The WhatsApp business account.'),
  status: z.string().max(32).optional(),
  name: z.string().max(512).optional(),
  language: z.string().max(16).optional(),
})

/** GET /api/templates */
export function templatesRoute(api: Server, { db }: ApiDependencies): void {
  const schema = {
    summary: 'Templates as WhatsApp knows them, by name',
    querystring: Query,
    response: { 200: pageOf(Template) },
  }
  api.get('/templates', { schema }, async ({ query: { limit, cursor, account, status, name, language } }) => {
    const place = sql`(${templates.name}, ${templates.language}, ${templates.account})`
    const rows = await db.drizzle
      .select()
      .from(templates)
      .where(
        and(
          cursor && sql`${place} > (${cursor[0]}, ${cursor[1]}, ${cursor[2]})`,
          account === undefined ? undefined : eq(templates.account, account),
          status === undefined ? undefined : eq(templates.status, status),
          name === undefined ? undefined : eq(templates.name, name),
          language === undefined ? undefined : eq(templates.language, language),
        ),
      )
      .orderBy(asc(templates.name), asc(templates.language), asc(templates.account))
      .limit(limit + 1)
    const { items, next } = toPage(rows, limit, row =>
      Buffer.from(JSON.stringify([row.name, row.language, row.account])).toString('base64url'),
    )
    return {
      items: items.map(({ providerId: _own, updatedAt, ...row }) => ({ ...row, updatedAt: updatedAt.toISOString() })),
      next,
    }
  })
}
