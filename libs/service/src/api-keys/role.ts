import { z } from 'zod'

/** What a key may do, each more than the one before: read; answer customers; change what concerns everybody. */
export const Role = z.enum(['viewer', 'agent', 'admin'])
export type Role = z.infer<typeof Role>

/** Who uses the API: the name and the role of their key. */
export interface KeyHolder {
  readonly name: string
  readonly role: Role
}

/** Whether a role includes what another one may do. */
export function includesRole(has: Role, needed: Role): boolean {
  return Role.options.indexOf(has) >= Role.options.indexOf(needed)
}
