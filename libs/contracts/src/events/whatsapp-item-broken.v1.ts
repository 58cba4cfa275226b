import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const itemBroken = defineEvent(
  'whatsapp.item.broken.v1',
  'One item of a signed webhook that could not be read. It goes to the dead letters; its neighbours went on.',
  z.strictObject({ channel: z.string().optional(), reason: z.string(), raw: z.unknown() }),
)
