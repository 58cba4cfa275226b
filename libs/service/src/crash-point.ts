/** Tells the process that it has reached a named point; tests let it die there. */
export type Crash = (point: string) => void

/**
 * Makes the crash points work: the process kills itself with SIGKILL, as a power cut would, when it reaches the named
 * point (`gateway:after-ack`), or reaches it for the nth time (`gateway:after-ack@3`).
 */
export function crashPoint(value: string | undefined): Crash {
  if (value === undefined) return () => {}
  const [name, times = '1'] = value.split('@')
  let left = Number(times)
  return point => {
    if (point !== name) return
    left -= 1
    if (left <= 0) process.kill(process.pid, 'SIGKILL')
  }
}
