import type { FastifyRequest } from 'fastify'
import { sameSecret } from './same-secret.ts'
import type { GatewaySettings } from './settings.ts'

/** The common name in a subject: `CN=x,O=y`, `/O=y/CN=x`, or the bare name. Undefined where there are several. */
export function commonNameIn(subject: string): string | undefined {
  const names = [...subject.matchAll(/(?:^|[,/+]\s*)CN\s*=\s*"?([^",/+]*)"?/gi)].map(([, name]) => (name ?? '').trim())
  if (names.length > 1) return undefined
  if (names.length === 1) return names[0]
  return subject.includes('=') ? undefined : subject.trim()
}

/**
 * Whether whoever calls has shown Meta's client certificate (mutual TLS), as the ingress that verified it tells in a
 * header. True where that is not asked for. The ingress has to remove that header from what comes from outside.
 */
export function hasClientCertificate(request: FastifyRequest, settings: GatewaySettings): boolean {
  const name = settings.MTLS_SUBJECT_HEADER
  if (name === undefined) return true
  const subject = request.headers[name.toLowerCase()]
  return typeof subject === 'string' && sameSecret(commonNameIn(subject), settings.MTLS_SUBJECT_CN)
}
