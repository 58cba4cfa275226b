export { createDatabase, type TestDatabase } from './postgres/create-database.ts'
export { findPostgresBinaries, type PostgresBinaries } from './postgres/postgres-binaries.ts'
export { type Postgres, type PostgresOptions, type StopMode, startPostgres } from './postgres/start-postgres.ts'
