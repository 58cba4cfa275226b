import type { GateLimits } from '@astria-bot/media'
import type { ImageSettings } from '../settings.ts'

/** The gate's limits as they are set. */
export function gateLimits(settings: ImageSettings): GateLimits {
  return {
    minShortSide: settings.PICTURE_MIN_SIDE,
    blurRefuse: settings.PICTURE_BLUR_REFUSE,
    blurWarn: settings.PICTURE_BLUR_WARN,
    darkRefuse: settings.PICTURE_DARK_REFUSE,
    darkWarn: settings.PICTURE_DARK_WARN,
    brightRefuse: settings.PICTURE_BRIGHT_REFUSE,
    clippedRefuse: settings.PICTURE_CLIPPED_REFUSE,
    duplicateRefuse: settings.PICTURE_DUPLICATE_REFUSE,
    duplicateWarn: settings.PICTURE_DUPLICATE_WARN,
  }
}
