/** A connection of one's own. The `PoolClient` of `pg` fits. */
export interface SqlConnection {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown
  release(destroy?: boolean): void
}

/** What the in-process bus needs of a database. The `Pool` of `pg` fits. */
export interface SqlClient {
  // biome-ignore lint/suspicious/noExplicitAny: rows are as the statement makes them, as in `pg`.
  query(text: string, values?: unknown[]): Promise<{ rows: any[] }>
  connect(): Promise<SqlConnection>
}
