import { inChunks, type Job } from '../jobs/job.ts'
import { forgetAlerts } from './forget-alerts.ts'
import { forgetMessages } from './forget-messages.ts'
import { forgetReasons } from './forget-reasons.ts'
import { oldPictures } from './old-pictures.ts'
import { oldPortraits } from './old-portraits.ts'
import { withTheirFiles } from './with-their-files.ts'

const chunk = 2000

/** Deletes what is past the time for which it may be kept: pictures and portraits with their files, and what was logged. */
export const retention: Job = {
  description: 'deletes pictures, portraits and messages that are older than they may become',
  steps: ({ PICTURE_RETENTION_DAYS: pictures, RESULT_RETENTION_DAYS: portraits, LOG_RETENTION_DAYS: logs }) => [
    ...(pictures > 0 ? [withTheirFiles('imaging.pictures', oldPictures, pictures)] : []),
    ...(portraits > 0 ? [withTheirFiles('imaging.portraits', oldPortraits, portraits)] : []),
    ...(logs > 0
      ? [
          inChunks('messaging.messages', tx => forgetMessages(tx, logs, chunk)),
          inChunks('messaging.alerts', tx => forgetAlerts(tx, logs, chunk)),
          inChunks('payments.resolutions', tx => forgetReasons(tx, logs, chunk)),
        ]
      : []),
  ],
  // Rows without their files would leave the files behind for good.
  missing: ({ files, settings }) =>
    files || settings.PICTURE_RETENTION_DAYS + settings.RESULT_RETENTION_DAYS === 0
      ? undefined
      : 'FILES_URL is not set',
}
