import { readMark } from '../pictures/mark.ts'
import { measure } from '../pictures/measure.ts'
import { sampleOfMark } from '../pictures/sample-mark.ts'
import type { Sample } from '../pictures/samples.ts'
import { traitsOf } from '../pictures/traits.ts'

const DARK = 40
const BLURRED = 40

/** Strings are empty or `NONE` when nothing was seen, as Astria does both. */
function characteristics(sample: Sample | undefined): Record<string, string> {
  if (!sample || sample.className === 'none')
    return { eye_color: '', hair_color: '', facial_hair: '', headcover: 'NONE' }
  const traits = traitsOf(sample.className, sample.person)
  const soft = traits.className === 'woman' || traits.className === 'girl'
  return {
    age: traits.className === 'boy' || traits.className === 'girl' ? '10 yo' : '30 yo',
    ethnicity: '',
    body_type: 'average body',
    glasses: traits.glasses ? 'glasses' : '',
    eye_color: traits.irisName,
    hair_color: traits.hairName,
    hair_length: soft ? 'long hair' : 'short hair',
    hair_style: 'straight hair',
    facial_hair: traits.beard === 'none' ? '' : traits.beard,
    is_bald: '',
    headcover: 'NONE',
  }
}

/** What Astria's inspection answers: what the mark of a drawn picture says, and what can be measured in any. */
export async function inspectPicture(bytes: Buffer, classOfOthers: string): Promise<Record<string, string | boolean>> {
  const [mark, { mean, sharpness }] = await Promise.all([readMark(bytes), measure(bytes)])
  const sample = mark ? sampleOfMark(mark) : undefined
  const name = sample ? (sample.className === 'none' ? 'NONE' : sample.className) : classOfOthers
  const has = (...wanted: Sample['defect'][]) => sample?.defect !== undefined && wanted.includes(sample.defect)
  return {
    name,
    ...characteristics(sample),
    funny_face: has('funny'),
    wearing_sunglasses: has('sunglasses'),
    wearing_hat: has('hat'),
    blurry: sample ? has('blurred') : sharpness < BLURRED,
    includes_multiple_people: has('two'),
    full_body_image_or_longshot: false,
    selfie: true,
    low_resolution: has('small'),
    low_quality: has('dark') || mean < DARK,
  }
}
