import type { Join } from './find-ffmpeg.ts'
import { whatsAppAudio, whatsAppVideo } from './whatsapp-args.ts'

/** A slideshow as ffmpeg shall make it: local stills that all have the size of the video. */
export interface SlideshowPlan {
  stills: readonly string[]
  output: string
  join: Join
  /** How long each still is seen, blending included. */
  stillSeconds: number
  blendSeconds: number
  framesPerSecond: number
}

/** The arguments that make a slideshow with a silent sound track, playable by WhatsApp. */
export function slideshowArgs(plan: SlideshowPlan): string[] {
  const { stills, stillSeconds: still, blendSeconds: blend, framesPerSecond: rate } = plan
  const inputs = stills.flatMap(path => [
    '-protocol_whitelist',
    'file,pipe',
    '-f',
    'image2',
    '-loop',
    '1',
    '-framerate',
    `${rate}`,
    '-t',
    `${still}`,
    '-i',
    path,
  ])
  const seconds = plan.join === 'xfade' ? stills.length * still - (stills.length - 1) * blend : stills.length * still
  return [
    ...inputs,
    '-f',
    'lavfi',
    '-i',
    'anullsrc=cl=stereo:r=44100',
    '-filter_complex',
    joinFilter(plan),
    '-map',
    '[video]',
    '-map',
    `${stills.length}:a`,
    '-t',
    `${seconds}`,
    ...whatsAppVideo({ crf: 25, maxRateKbit: 3000 }),
    ...whatsAppAudio,
    '-y',
    plan.output,
  ]
}

function joinFilter({ stills, join, stillSeconds: still, blendSeconds: blend }: SlideshowPlan): string {
  const clean = stills.map(
    (_, i) => `[${i}:v]setsar=1,format=yuv420p${join === 'fade' ? fades(still, blend) : ''}[s${i}]`,
  )
  if (join !== 'xfade' || stills.length === 1) {
    const all = stills.map((_, i) => `[s${i}]`).join('')
    return [...clean, `${all}concat=n=${stills.length}:v=1:a=0[video]`].join(';')
  }
  const last = stills.length - 1
  const blends = stills.slice(1).map((_, i) => {
    const from = i === 0 ? '[s0]' : `[x${i}]`
    const to = i + 1 === last ? '[video]' : `[x${i + 1}]`
    return `${from}[s${i + 1}]xfade=transition=fade:duration=${blend}:offset=${round((i + 1) * (still - blend))}${to}`
  })
  return [...clean, ...blends].join(';')
}

const fades = (still: number, blend: number) =>
  `,fade=t=in:st=0:d=${round(blend / 2)},fade=t=out:st=${round(still - blend / 2)}:d=${round(blend / 2)}`

const round = (seconds: number) => Math.round(seconds * 1000) / 1000
