import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { PictureReason, PictureVerdict } from '../picture-verdict.ts'

export const pictureInspected = defineEvent(
  'picture.inspected.v1',
  'A picture was downloaded and judged.',
  z.strictObject({
    pictureId: z.uuid(),
    contactId: z.uuid(),
    setId: z.uuid(),
    messageId: z.string(),
    verdict: PictureVerdict,
    /** Empty when accepted; the first is the most important. */
    reasons: z.array(PictureReason),
    /** The class that was found (`man`, `woman`, …), or null. */
    className: z.string().nullable(),
  }),
)
