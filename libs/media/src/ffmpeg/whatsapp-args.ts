/**
 * Video as WhatsApp plays it on every phone: H.264 baseline (High with B-frames does not play on Android), the index in
 * front of the pictures, nothing of the source's metadata.
 */
export const whatsAppVideo = ({ crf, maxRateKbit }: { crf: number; maxRateKbit: number }): string[] => [
  '-c:v',
  'libx264',
  '-profile:v',
  'baseline',
  '-level',
  '3.1',
  '-pix_fmt',
  'yuv420p',
  '-preset',
  'veryfast',
  '-threads',
  '2',
  '-crf',
  `${crf}`,
  '-maxrate',
  `${maxRateKbit}k`,
  '-bufsize',
  `${maxRateKbit * 2}k`,
  '-movflags',
  '+faststart',
  '-map_metadata',
  '-1',
  '-f',
  'mp4',
]

/** One sound track, AAC. */
export const whatsAppAudio: readonly string[] = ['-c:a', 'aac', '-b:a', '96k', '-ac', '2']

/** The largest video that WhatsApp takes. */
export const whatsAppVideoBytes = 16 * 1024 * 1024
