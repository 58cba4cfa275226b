import type { LocalPorts } from './local-environment.ts'

/** Says where everything is. */
export function printAddresses(ports: LocalPorts, startedInMs: number): void {
  const at = (port: number, path = '') => `http://127.0.0.1:${port}${path}`
  console.log(`
  Astria Bot is running (started in ${(startedInMs / 1000).toFixed(1)} s). Nothing leaves this machine.

  Phone     ${at(ports.sandbox, '/')}          write "hi"
  Two       ${at(ports.sandbox, '/phones?n=972500000001,972500000002')}
  Record    ${at(ports.sandbox, '/record')}    what the vendors were asked

  gateway   ${at(ports.gateway, '/health')}
  message   ${at(ports.message, '/docs')}
  image     ${at(ports.image, '/docs')}
  payment   ${at(ports.payment, '/docs')}
  automation ${at(ports.automation, '/docs')}

  The key of these APIs is API_KEY in secrets.json beside the data.
  make say TEXT=hi sends a signed webhook. Ctrl+C stops; the data stays.
`)
}
