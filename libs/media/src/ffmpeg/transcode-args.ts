import { whatsAppAudio, whatsAppVideo } from './whatsapp-args.ts'

/** One attempt at a video: the longest side, the quality, the most bits per second. */
export interface TranscodeStep {
  longSide: number
  crf: number
  maxRateKbit: number
}

/** From best to smallest: the first whose result is small enough is taken. */
export const transcodeSteps: readonly TranscodeStep[] = [
  { longSide: 1280, crf: 23, maxRateKbit: 4000 },
  { longSide: 960, crf: 28, maxRateKbit: 1200 },
  { longSide: 640, crf: 32, maxRateKbit: 400 },
]

/** The demuxers that are allowed, by what the bytes are. */
export const demuxers = { 'video/mp4': 'mov', 'video/webm': 'matroska' } as const

/** The arguments that make a local video playable by WhatsApp: at most 3 minutes, its first picture and sound track. */
export function transcodeArgs(
  input: { path: string; demuxer: string },
  output: string,
  { longSide, crf, maxRateKbit }: TranscodeStep,
): string[] {
  const fit = `scale='min(${longSide},iw)':'min(${longSide},ih)':force_original_aspect_ratio=decrease`
  return [
    '-protocol_whitelist',
    'file,pipe',
    '-f',
    input.demuxer,
    '-i',
    input.path,
    '-map',
    '0:v:0',
    '-map',
    '0:a:0?',
    '-sn',
    '-dn',
    '-t',
    '180',
    '-vf',
    `${fit},scale=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1,fps=30,format=yuv420p`,
    ...whatsAppVideo({ crf, maxRateKbit }),
    ...whatsAppAudio,
    '-y',
    output,
  ]
}
