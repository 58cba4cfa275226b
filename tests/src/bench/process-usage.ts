import { readdirSync, readFileSync } from 'node:fs'

/** What a process and the programs that it runs have used. */
export interface Usage {
  /** Resident memory now, of all of them. */
  memoryBytes: number
  /** CPU since they began, of all that still run, and of those that have ended. */
  cpuSeconds: number
}

interface Process extends Usage {
  pid: number
  parent: number
}

const pageBytes = 4096
const ticksPerSecond = 100

/** Reads it for some processes from /proc, which only Linux has. */
export function usageOf(pids: readonly number[]): Map<number, Usage> {
  const processes = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(readProcess)
  return new Map(pids.map(pid => [pid, sumOf(processes, pid)]))
}

function sumOf(processes: readonly Process[], pid: number): Usage {
  const tree = new Set([pid])
  // A child has a higher pid than its parent, but where the numbers began anew.
  for (const one of processes) if (tree.has(one.parent)) tree.add(one.pid)
  const own = processes.filter(one => tree.has(one.pid))
  return {
    memoryBytes: own.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    cpuSeconds: own.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  }
}

function readProcess(name: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    // After the program's name, which may hold anything: state, parent, … utime, stime, cutime, cstime … rss.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const number = (index: number) => Number(fields[index])
    const ticks = number(11) + number(12) + number(13) + number(14)
    return [
      { pid: Number(name), parent: number(1), memoryBytes: number(21) * pageBytes, cpuSeconds: ticks / ticksPerSecond },
    ]
  } catch {
    // It has ended meanwhile.
    return []
  }
}
