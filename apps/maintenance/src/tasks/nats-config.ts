import { busAccounts, busAccountsConfig } from '@astria-bot/bus'
import type { Task } from './task.ts'

/** For nats-server: `node apps/maintenance/dist/main.js nats-config > accounts.conf`, and `include accounts.conf`. */
export const natsConfig: Task = {
  description: "prints the apps' accounts for nats-server's configuration file",
  needs: [],
  async run({ settings }) {
    process.stdout.write(busAccountsConfig(busAccounts(settings.PARTITIONS), settings.NATS_PASSWORDS ?? new Map()))
  },
}
