import { z } from 'zod'

/**
 * Who wrote, as the provider names them: at least one of the ids. `userId` is the business-scoped user id
 * (`IL.2041…`), `phone` the number in digits without `+`. `identityHash` changes with the security code.
 */
export const ContactRef = z.strictObject({
  userId: z.string().min(1).optional(),
  parentUserId: z.string().min(1).optional(),
  phone: z.string().min(1).optional(),
  name: z.string().optional(),
  username: z.string().optional(),
  identityHash: z.string().optional(),
})
export type ContactRef = z.infer<typeof ContactRef>

/** A language the bot speaks. */
export const Language = z.enum(['en', 'he'])
export type Language = z.infer<typeof Language>
