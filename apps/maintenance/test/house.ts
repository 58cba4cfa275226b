import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Files, openFiles } from '@astria-bot/files'
import { createDatabase } from '@astria-bot/testing'
import pg from 'pg'
import type { Test } from 'tap'

/** A database and a folder of files, gone after the test. */
export interface House {
  readonly url: string
  readonly sql: pg.Client
  readonly files: Files
  readonly folder: string
  /** For the command. */
  readonly env: Record<string, string>
  /** The rows of a statement. */
  rows(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  keys(prefix: string): Promise<string[]>
  /** A killed run's lease ends now. */
  endLeases(): Promise<void>
}

export async function openHouse(t: Test): Promise<House> {
  const database = await createDatabase()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'astria-house-'))
  const sql = new pg.Client(database.url)
  await sql.connect()
  t.teardown(async () => {
    await sql.end()
    await database.drop()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  const filesUrl = pathToFileURL(path.join(folder, 'files')).href
  const files = openFiles(filesUrl)
  const rows = async (text: string, values: unknown[] = []) => (await sql.query(text, values)).rows
  return {
    url: database.url,
    sql,
    files,
    folder,
    env: { DATABASE_URL: database.url, FILES_URL: filesUrl },
    rows,
    async keys(prefix) {
      const found: string[] = []
      for await (const key of files.list(prefix)) found.push(key)
      return found
    },
    endLeases: async () => void (await rows('update ops.job_runs set lease_until = now()')),
  }
}

/** A picture with its file, so many days old. */
export async function addPicture(
  house: House,
  { contactId, setId, days }: { contactId: string; setId: string; days: number },
) {
  const id = randomUUID()
  const fileKey = `pictures/${contactId}/${id}.jpg`
  await house.files.put(fileKey, Buffer.from('x'), 'image/jpeg')
  await house.rows(
    `insert into imaging.pictures (id, contact_id, set_id, message_id, state, file_key, created_at)
      values ($1, $2, $3, 'm', 'accepted', $4, now() - $5 * interval '1 day')`,
    [id, contactId, setId, fileKey, days],
  )
  return fileKey
}

/** An order at Astria. */
export async function addOrder(
  house: House,
  order: { contactId: string; state: string; days?: number; expiresInDays?: number; tuneId?: string },
) {
  const orderId = randomUUID()
  await house.rows(
    `insert into imaging.orders
        (order_id, contact_id, pack_id, class_name, details, training, state, tune_id, expires_at, deadline, created_at, updated_at)
      values ($1, $2, '260', 'woman', '{}', true, $3, $4, now() + $5 * interval '1 day',
        now() - $6 * interval '1 day', now() - $6 * interval '1 day', now() - $6 * interval '1 day')`,
    [orderId, order.contactId, order.state, order.tuneId ?? null, order.expiresInDays ?? 30, order.days ?? 0],
  )
  return orderId
}
