import type { PersonClass } from './traits.ts'

/** Why a sample should be refused. */
export type Defect = 'blurred' | 'dark' | 'two' | 'sunglasses' | 'hat' | 'funny' | 'small' | 'nobody'

export interface Sample {
  name: string
  className: PersonClass | 'none'
  /** Which person: the same face in all pictures of it. */
  person: number
  /** Which picture of that person. */
  shot: number
  defect?: Defect
}

export const defects: readonly Defect[] = ['blurred', 'dark', 'two', 'sunglasses', 'hat', 'funny', 'small', 'nobody']
export const classes: readonly Sample['className'][] = ['none', 'man', 'woman', 'boy', 'girl']
const SHOTS = 12

/** `woman-1-03` is the third picture of the first woman; `woman-1-03-dark` the same, too dark. Any person and shot up to 255. */
export function parseSample(name: string): Sample | undefined {
  const match = /^(man|woman|boy|girl|none)-(\d{1,3})-(\d{1,3})(?:-([a-z]+))?$/.exec(name)
  if (!match) return undefined
  const [, className, person, shot, defect] = match
  if (defect !== undefined && !defects.includes(defect as Defect)) return undefined
  if (Number(person) > 255 || Number(shot) > 255) return undefined
  return {
    name,
    className: className as Sample['className'],
    person: Number(person),
    shot: Number(shot),
    ...(defect ? { defect: defect as Defect } : {}),
  }
}

export const sampleName = ({ className, person, shot, defect }: Omit<Sample, 'name'>): string =>
  [className, person, String(shot).padStart(2, '0'), ...(defect ? [defect] : [])].join('-')

/** What lies in the phone's tray: two people with twelve good pictures each, a child, and every kind of bad picture. */
export function trayOf(person: number): { title: string; samples: string[] }[] {
  const good = (className: PersonClass) =>
    Array.from({ length: SHOTS }, (_, i) => sampleName({ className, person, shot: i + 1 }))
  const bad = defects.map((defect, i) =>
    sampleName({ className: defect === 'nobody' ? 'none' : 'woman', person, shot: SHOTS + 1 + i, defect }),
  )
  return [
    { title: 'Woman', samples: good('woman') },
    { title: 'Man', samples: good('man') },
    {
      title: 'To be refused',
      samples: [...bad, sampleName({ className: 'boy', person, shot: SHOTS + 1 + bad.length })],
    },
  ]
}
