import { z } from 'zod'

/** What is wrong with a picture, as Astria names it. */
export const inspectionFlags = [
  'includes_multiple_people',
  'wearing_sunglasses',
  'wearing_hat',
  'funny_face',
  'blurry',
  'low_resolution',
  'low_quality',
  'full_body_image_or_longshot',
  'selfie',
] as const
export type InspectionFlag = (typeof inspectionFlags)[number]

/** Strings that describe a person; they fill the pack's texts (`{{eye_color}}`). */
const traitKeys = [
  'body_type',
  'ethnicity',
  'age',
  'glasses',
  'eye_color',
  'hair_color',
  'hair_length',
  'hair_style',
  'facial_hair',
  'is_bald',
  'headcover',
]

/** What Astria sees in a picture. */
export interface Inspection {
  /** `man`, `woman`, `boy`, `girl`, `baby`, `cat`, `dog` or another word; null: nobody. */
  className: string | null
  flags: InspectionFlag[]
  traits: Record<string, string>
}

/** Reads the answer of an inspection: any key may be absent; an empty text and `NONE` both mean that nothing was found. */
export function readInspection(body: unknown): Inspection {
  const given = z.record(z.string(), z.unknown()).parse(body)
  const word = (key: string) => {
    const value = given[key]
    return typeof value === 'string' && value !== '' && value !== 'NONE' && value.length <= 64 ? value : null
  }
  return {
    className: word('name'),
    flags: inspectionFlags.filter(flag => given[flag] === true),
    traits: Object.fromEntries(traitKeys.flatMap(key => (word(key) === null ? [] : [[key, word(key)!]]))),
  }
}
