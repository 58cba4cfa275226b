import ipaddr from 'ipaddr.js'

/**
 * Whether an IP address belongs to the public internet: not loopback, private, link-local (cloud metadata), shared,
 * reserved, multicast, nor one of these wrapped in IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  return ipaddr.process(address).range() === 'unicast'
}
