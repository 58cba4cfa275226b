import { RejectedError } from '@astria-bot/contracts'
import type { Alias } from '../sql/find-aliases.ts'
import { numberGiven } from './number-given.ts'
import type { Sighting } from './sighting.ts'

/** How a sender is called: by which names they are looked up, best first, and which names they have from now on. */
export interface Names {
  readonly lookUp: readonly Alias[]
  readonly all: readonly Alias[]
  readonly userId: string | undefined
  readonly phone: string | undefined
  /** They have another number now, and it was not said which: nobody may be written to by the one we know. */
  readonly phoneLeft: boolean
}

/**
 * The names in a message. A system message says that a number or a user id was exchanged for another; who is only known
 * by a user id may have given the number that we asked for.
 */
export function namesOf({ channel, contact, content }: Pick<Sighting, 'channel' | 'contact' | 'content'>): Names {
  const system = content?.type === 'system' ? content : undefined
  const alias = (kind: Alias['kind'], value: string | undefined): Alias[] =>
    value === undefined ? [] : [{ channel, kind, value }]
  const lookUp = [
    ...alias('user_id', system?.previousUserId),
    ...alias('user_id', contact.userId),
    ...alias('phone', contact.phone),
  ]
  // A user id is exchanged when its person changes the number.
  const phoneLeft = system?.userId !== undefined && system.userId !== (system.previousUserId ?? contact.userId)
  const given = contact.phone === undefined ? numberGiven(content) : undefined
  if (lookUp.length === 0) throw new RejectedError('no_sender', 'the message does not say who sent it')
  return {
    lookUp,
    all: [...lookUp, ...alias('user_id', system?.userId), ...alias('phone', system?.phone ?? given)],
    userId: system?.userId ?? contact.userId,
    phone: system?.phone ?? (phoneLeft ? undefined : (contact.phone ?? given)),
    phoneLeft: phoneLeft && system.phone === undefined,
  }
}

/** An alias as a key of a map. */
export const aliasKey = ({ channel, kind, value }: Alias): string => `${channel} ${kind} ${value}`
