import { BlockList, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { GatewaySettings } from './settings.ts'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** Somebody on this machine, by the address of the socket: headers are never believed, and a proxy's show that it is none. */
function isLocal(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? ''
  if (forwarding.some(name => request.headers[name] !== undefined)) return false
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** Whether a webhook without any signature is taken: while developing, by explicit setting, from this machine only. */
export function mayBeUnsigned(request: FastifyRequest, settings: GatewaySettings): boolean {
  return settings.ENVIRONMENT === 'development' && settings.ALLOW_UNSIGNED_WEBHOOKS && isLocal(request)
}
