import type { Database } from '@astria-bot/store'

/** What the server counts of a table. */
export interface TableState {
  /** With its schema, quoted. */
  readonly name: string
  readonly live: number
  readonly dead: number
  /** Rows changed since it was analyzed. */
  readonly changed: number
  readonly bytes: number
  /** Transactions since its rows were frozen. */
  readonly age: number
  /** Whether this role can vacuum it: otherwise the server only warns, and does nothing. */
  readonly mayCare: boolean
}

const statement = {
  name: 'maintenance:table-states',
  text: `select format('%I.%I', s.schemaname, s.relname) as name, s.n_live_tup::float8 as live,
      s.n_dead_tup::float8 as dead, s.n_mod_since_analyze::float8 as changed,
      pg_total_relation_size(s.relid)::float8 as bytes, age(c.relfrozenxid)::float8 as age,
      pg_has_role(c.relowner, 'usage') or case when current_setting('server_version_num')::int >= 170000
        then has_table_privilege(c.oid, 'maintain') else false end as "mayCare"
    from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname in ('messaging', 'imaging', 'payments', 'automation', 'ops')
    order by pg_total_relation_size(s.relid) desc`,
}

/** The tables of the apps, the largest first. */
export function tableStates(db: Database): Promise<TableState[]> {
  return db.query<TableState>(statement, [])
}
