import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { test } from 'tap'
import { type Ffmpeg, findFfmpeg, runFfmpeg, slideshow, sniff, transcodeForWhatsApp } from '../index.ts'
import { joinOf, readFilters } from './find-ffmpeg.ts'
import { slideshowArgs } from './slideshow-args.ts'

const limits = { timeoutMs: 60_000 }
const pictures = await Promise.all(
  ['#aa3333', '#33aa33', '#3333aa'].map(background =>
    sharp({ create: { width: 1200, height: 1600, channels: 3, background } })
      .jpeg()
      .toBuffer(),
  ),
)
/** What ffmpeg says about a video. */
async function describe(ffmpeg: Ffmpeg, video: Buffer): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'describe-'))
  const file = path.join(folder, 'x.mp4')
  await fs.writeFile(file, video)
  const text = await runFfmpeg(ffmpeg.path, ['-i', file, '-f', 'null', '-'], limits)
  await fs.rm(folder, { recursive: true })
  return text
}
const boxes = (video: Buffer) => {
  const found: string[] = []
  for (let at = 0; at + 8 <= video.length; at += video.readUInt32BE(at))
    found.push(video.toString('latin1', at + 4, at + 8))
  return found
}

test('the binary of the package makes a slideshow that WhatsApp plays, and transcodes it', async t => {
  const ffmpeg = await findFfmpeg()
  const video = await slideshow(pictures, ffmpeg, limits)
  t.equal(sniff(video), 'video/mp4')
  t.ok(video.length < 16 * 1024 * 1024)
  const text = await describe(ffmpeg, video)
  t.match(text, /Video: h264 \(Constrained Baseline\).*yuv420p.*720x960/)
  t.match(text, /Audio: aac/)
  t.ok(boxes(video).indexOf('moov') < boxes(video).indexOf('mdat'), 'the index stands in front')
  const again = await transcodeForWhatsApp(video, ffmpeg, limits)
  t.match(await describe(ffmpeg, again), /Video: h264 \(Constrained Baseline\)/)
})

test('every way of joining works with a binary that has it', async t => {
  const ffmpeg = await findFfmpeg()
  for (const join of ffmpeg.join === 'xfade' ? (['xfade', 'fade', 'cut'] as const) : (['fade', 'cut'] as const)) {
    t.equal(sniff(await slideshow(pictures, { ...ffmpeg, join }, limits)), 'video/mp4', join)
  }
  t.equal(sniff(await slideshow(pictures.slice(0, 1), ffmpeg, limits)), 'video/mp4', 'one picture')
  const system = await findFfmpeg('ffmpeg').catch(() => undefined)
  if (system?.join === 'xfade') t.equal(sniff(await slideshow(pictures, system, limits)), 'video/mp4', 'xfade')
})

test('the filters decide how stills are joined', async t => {
  t.equal(
    joinOf(readFilters(' ... xfade             VV->V      Cross fade.\n T.C fade   V->V  Fade in/out.\n')),
    'xfade',
  )
  t.equal(joinOf(readFilters(' T. fade              V->V       Fade in/out input video.\n')), 'fade')
  t.equal(joinOf(new Set()), 'cut')
  const args = slideshowArgs({
    stills: ['a', 'b', 'c'],
    output: 'o',
    join: 'xfade',
    stillSeconds: 2,
    blendSeconds: 0.5,
    framesPerSecond: 15,
  })
  t.match(
    args[args.indexOf('-filter_complex') + 1],
    'offset=1.5[x1];[x1][s2]xfade=transition=fade:duration=0.5:offset=3[video]',
  )
})

test('a video that is none, and one that points elsewhere, are refused', async t => {
  const ffmpeg = await findFfmpeg()
  await t.rejects(transcodeForWhatsApp(Buffer.from('#EXTM3U\nfile:///etc/passwd\n'), ffmpeg, limits), {
    code: 'unreadable',
  })
  const lying = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42'), Buffer.from('#EXTM3U\nhttp://127.0.0.1/\n')])
  await t.rejects(transcodeForWhatsApp(lying, ffmpeg, limits), { code: 'ffmpeg_failed' })
})

test('an ffmpeg that is missing or hangs does not hold us', async t => {
  await t.rejects(findFfmpeg('/nowhere/ffmpeg'), { code: 'ffmpeg_missing' })
  const began = Date.now()
  await t.rejects(
    runFfmpeg((await findFfmpeg()).path, ['-re', '-f', 'lavfi', '-i', 'anullsrc', '-t', '60', '-f', 'null', '-'], {
      timeoutMs: 300,
    }),
    { code: 'ffmpeg_timeout' },
  )
  t.ok(Date.now() - began < 5000)
})
