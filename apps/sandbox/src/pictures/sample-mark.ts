import type { PictureMark } from './mark.ts'
import { classes, defects, type Sample, sampleName } from './samples.ts'

/** Payload of a sample: class (4 bits), defect (4 bits), person (8), shot (8), unused (4). */
export function markOfSample(sample: Sample): PictureMark {
  const defect = sample.defect ? defects.indexOf(sample.defect) + 1 : 0
  const className = classes.indexOf(sample.className)
  return { kind: 'sample', payload: ((className * 16 + defect) * 256 + sample.person) * 256 + sample.shot }
}

export function sampleOfMark({ kind, payload }: PictureMark): Sample | undefined {
  if (kind !== 'sample') return undefined
  const [head, person, shot] = [Math.floor(payload / 65536), Math.floor(payload / 256) % 256, payload % 256]
  const className = classes[Math.floor(head / 16)]
  if (!className) return undefined
  const defect = defects[(head % 16) - 1]
  const sample = { className, person, shot, ...(defect ? { defect } : {}) }
  return { ...sample, name: sampleName(sample) }
}
