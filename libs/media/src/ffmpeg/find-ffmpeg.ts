import { runFfmpeg } from './run-ffmpeg.ts'

/** How stills follow each other: blended, faded through black, or cut. */
export type Join = 'xfade' | 'fade' | 'cut'

/** An ffmpeg that was asked what it can do. */
export interface Ffmpeg {
  readonly path: string
  readonly join: Join
}

/**
 * Finds ffmpeg (the given path wins, else the npm package's binary) and asks it once for its filters. Throws
 * RejectedError('ffmpeg_missing') and the like where there is none that works.
 */
export async function findFfmpeg(path?: string): Promise<Ffmpeg> {
  const found = path || (await installedPath())
  const filters = readFilters(await runFfmpeg(found, ['-filters'], { timeoutMs: 15_000 }))
  return { path: found, join: joinOf(filters) }
}

/** The names in the output of `ffmpeg -filters`. */
export function readFilters(output: string): Set<string> {
  return new Set([...output.matchAll(/^ [A-Z.|]{2,3} (\S+) +\S+->\S+/gm)].map(match => match[1]!))
}

/** The best way to join stills with these filters. The package's build of 2018 has no `xfade`. */
export function joinOf(filters: ReadonlySet<string>): Join {
  if (filters.has('xfade')) return 'xfade'
  return filters.has('fade') ? 'fade' : 'cut'
}

async function installedPath(): Promise<string> {
  try {
    const { default: installed } = await import('@ffmpeg-installer/ffmpeg')
    return installed.path
  } catch {
    // The package throws on platforms it has no binary for: then the PATH is asked.
    return 'ffmpeg'
  }
}
