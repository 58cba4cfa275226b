import type { Sitter } from '../pictures/render-portrait.ts'
import { parseSample } from '../pictures/samples.ts'
import type { Blobs } from '../storage/blobs.ts'
import type { TuneRow } from './rows.ts'

/** Who a model was trained on: the drawn person that most of its pictures show, or the uploads themselves in turn. */
export async function sitterOf(tune: TuneRow, blobs: Blobs, number: number): Promise<Sitter> {
  const counts = new Map<string, number>()
  for (const mark of tune.marks) counts.set(personOf(mark), (counts.get(personOf(mark)) ?? 0) + 1)
  const [who] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['upload']
  const sample = parseSample(`${who}-1`)
  if (sample && sample.className !== 'none') return { className: sample.className, person: sample.person }
  const uploads = tune.pictures.filter((_, index) => personOf(tune.marks[index]!) === 'upload')
  const picture = await blobs.get(uploads[number % uploads.length] ?? '')
  return picture ? { picture } : { className: tune.name === 'man' ? 'man' : 'woman', person: 99 }
}

/** `sample:woman-1-03` → `woman-1` */
function personOf(mark: string): string {
  return /^sample:([a-z]+-\d+)-\d+/.exec(mark)?.[1] ?? 'upload'
}
