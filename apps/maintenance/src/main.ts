import { runCommand } from './command.ts'

// `node apps/maintenance/dist/main.js <job>`: does it and ends. SIGTERM ends it after the chunk that is under way.
const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort())
process.exitCode = await runCommand(process.argv.slice(2), process.env, stop.signal)
