import { readFileSync } from 'node:fs'
import pg from 'pg'

/** Milliseconds of CPU since each began, by name; on a shared machine their ratios are steadier than any rate. */
export type CpuReading = ReadonlyMap<string, number>

/** Clock ticks of Linux, 100 a second. */
const tickMs = 10

/** CPU of a process so far: user and system, of all its threads. 0 where there is no /proc, or no such process. */
function cpuMsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * tickMs
  } catch {
    return 0
  }
}

/** Reads the CPU of processes, and of the database's connections by the app that opened them. */
export async function readCpu(
  pids: Readonly<Record<string, number | undefined>>,
  databaseUrl: string,
): Promise<CpuReading> {
  const reading = new Map<string, number>()
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const { rows } = await client.query<{ pid: number; name: string }>(
    `select pid, application_name as name from pg_stat_activity where datname = current_database() and application_name <> ''`,
  )
  await client.end()
  for (const [name, pid] of Object.entries(pids)) if (pid !== undefined) reading.set(name, cpuMsOf(pid))
  for (const { pid, name } of rows) {
    const key = `${name} in Postgres`
    if (name in pids) reading.set(key, (reading.get(key) ?? 0) + cpuMsOf(pid))
  }
  return reading
}

/** What each used between two readings, per so many things done. */
export function cpuPer(count: number, before: CpuReading, after: CpuReading): Map<string, number> {
  return new Map([...after].map(([name, ms]) => [name, (ms - (before.get(name) ?? 0)) / count]))
}
