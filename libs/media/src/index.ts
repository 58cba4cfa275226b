export { type Ffmpeg, findFfmpeg, type Join } from './ffmpeg/find-ffmpeg.ts'
export { type FfmpegLimits, runFfmpeg } from './ffmpeg/run-ffmpeg.ts'
export { slideshow } from './ffmpeg/slideshow.ts'
export { type SlideshowPlan, slideshowArgs } from './ffmpeg/slideshow-args.ts'
export { type TranscodeStep, transcodeArgs } from './ffmpeg/transcode-args.ts'
export { transcodeForWhatsApp } from './ffmpeg/transcode-for-whatsapp.ts'
export { collage } from './picture/collage.ts'
export { configureSharp, type SharpSettings } from './picture/configure-sharp.ts'
export { fitsWhatsApp, normalise, shrinkForInspect, toCover, toWhatsAppImage } from './picture/encode.ts'
export {
  defaultGate,
  type GateLimits,
  type GateVerdict,
  type GateWord,
  judgeLocally,
  type KnownPicture,
} from './picture/gate.ts'
export { hashDistance } from './picture/hash-distance.ts'
export { inspectLocally } from './picture/inspect-locally.ts'
export type { PictureReport } from './picture/picture-report.ts'
export { sniff } from './picture/sniff.ts'
