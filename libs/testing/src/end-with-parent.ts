import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Makes a child process end when this one does, however it ends: a shell waits for the end of a pipe that only this
 * process holds open, then sends the signal and removes the folder. Returns how to call it off.
 */
export function endWithParent(child: ChildProcess, signal: 'INT' | 'QUIT' | 'KILL', folder?: string): () => void {
  const script = `trap '' INT TERM HUP; cat >/dev/null; kill -${signal} "$1" 2>/dev/null; if [ -n "$2" ]; then sleep 1; rm -rf "$2"; fi`
  const watcher = spawn('/bin/sh', ['-c', script, 'sh', String(child.pid), folder ?? ''], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.on('error', () => {})
  watcher.unref()
  watcher.stdin.on('error', () => {})
  ;(watcher.stdin as unknown as { unref?: () => void }).unref?.()
  return () => watcher.kill('SIGKILL')
}
