import type { DataOf, templateChanged } from '@astria-bot/contracts'
import type { Queryable, Transaction } from '@astria-bot/store'

type Template = DataOf<typeof templateChanged>

const save = {
  name: 'automation:save-template',
  text: `insert into automation.templates as t (account, name, language, status, needs, told_at)
    values ($1, $2, $3, $4, $5::json, $6)
    on conflict (account, name, language) do update set status = excluded.status, needs = excluded.needs,
      told_at = excluded.told_at
    where t.told_at <= excluded.told_at`,
}
const load = {
  name: 'automation:load-templates',
  text: 'select account, name, language, status, needs from automation.templates order by name, language, account',
}

/** A template as it was told. */
export interface ToldTemplate {
  time: string
  data: Template
}

/** Keeps what was told of templates. */
export async function saveTemplates(tx: Transaction, told: readonly ToldTemplate[]): Promise<void> {
  for (const { time, data } of told.toSorted((a, b) => compare(keyOf(a.data), keyOf(b.data)))) {
    const { account, name, language, status, needs } = data
    await tx.query(save, [account, name, language, status, needs && JSON.stringify(needs), time])
  }
}

/** Every template that was ever told of, those that are gone as well. */
export async function loadTemplates(db: Queryable): Promise<Template[]> {
  return db.query<Template>(load, [])
}

/** In one order everywhere, so that two transactions do not wait for each other. */
const keyOf = ({ account, name, language }: Template) => `${account} ${name} ${language}`
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
