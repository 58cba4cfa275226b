import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { RejectedError } from '@astria-bot/contracts'
import { isPublicAddress } from './public-address.ts'

/** Resolves a host name to its addresses; `dns.lookup` unless a test says otherwise. */
export type Resolve = (hostname: string) => Promise<readonly { address: string; family: number }[]>

export const resolveBySystem: Resolve = hostname => systemLookup(hostname, { all: true })

/**
 * A lookup for connections that yields public addresses only. It runs inside the connect, so that the address that
 * was checked is the address that is used: a second answer of the name server (DNS rebinding) changes nothing.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      addresses => {
        const [first] = addresses
        if (!first || addresses.some(({ address }) => !isPublicAddress(address))) {
          callback(new RejectedError('address_refused', 'the host name leads to an address that is not public'), '', 0)
        } else if (options.all === true) callback(null, [...addresses])
        else callback(null, first.address, first.family)
      },
      error => callback(error, '', 0),
    )
  }
}
