import { setting } from '@astria-bot/service'

/** Where the database is saved, and how that is tested. */
export const backupSettings = {
  BACKUP_DIR: setting.text().optional().describe('A folder for dumps of the database. Without it none are made here.'),
  BACKUP_KEEP: setting.integer(1, 365).default(8).describe('How many dumps are kept; the oldest go.'),
  BACKUP_CALL_URL: setting
    .url()
    .optional()
    .describe('Called (POST) for a backup by the provider of the database, instead of a dump or beside it.'),
  BACKUP_CALL_TOKEN: setting.secret().optional().describe('The bearer token of BACKUP_CALL_URL.'),
  RESTORE_TEST: setting
    .flag()
    .default(true)
    .describe('Whether each dump is restored into a database of its own and compared, row by row counted.'),
  RESTORE_TEST_URL: setting
    .secret()
    .optional()
    .describe('The server for that, by somebody who may create databases. Without it: that of DATABASE_URL.'),
  PG_BIN: setting.text().optional().describe('The folder of pg_dump and pg_restore, if they are not on the PATH.'),
}
