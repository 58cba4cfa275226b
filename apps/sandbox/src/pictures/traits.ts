import { createRandom } from '../random.ts'

export type PersonClass = 'man' | 'woman' | 'boy' | 'girl'

/** How a drawn person looks; the same in every picture of that person. */
export interface Traits {
  className: PersonClass
  skin: string
  shade: string
  hair: string
  hairShade: string
  hairStyle: number
  iris: string
  irisName: string
  hairName: string
  beard: 'none' | 'stubble' | 'beard'
  glasses: boolean
  faceWidth: number
}

const skins = [
  ['#f3c9a5', '#e0ab82'],
  ['#e8b48c', '#cf9467'],
  ['#d39b6d', '#b57e50'],
  ['#a9714a', '#8c5a38'],
  ['#7d4f33', '#633c25'],
  ['#f7d7bd', '#e5b596'],
] as const
const hairs = [
  ['#2b1d16', '#1a110c', 'black hair'],
  ['#4a2f20', '#352015', 'brown hair'],
  ['#7a4a25', '#5f381a', 'brown hair'],
  ['#b5803c', '#96662a', 'blond hair'],
  ['#8e3b1f', '#702b14', 'red hair'],
  ['#3a3a42', '#27272d', 'black hair'],
] as const
const eyes = [
  ['#5b3a1e', 'brown eyes'],
  ['#3f6b4a', 'green eyes'],
  ['#3d6a94', 'blue eyes'],
  ['#6e5630', 'hazel eyes'],
] as const

export function traitsOf(className: PersonClass, person: number): Traits {
  const random = createRandom(`person:${className}:${person}`)
  const [skin, shade] = random.pick(skins)
  const [hair, hairShade, hairName] = random.pick(hairs)
  const [iris, irisName] = random.pick(eyes)
  return {
    className,
    skin,
    shade,
    hair,
    hairShade,
    hairName,
    hairStyle: random.between(0, 2),
    iris,
    irisName,
    beard: className === 'man' ? random.pick(['none', 'stubble', 'beard'] as const) : 'none',
    glasses: random.next() < 0.15,
    faceWidth: (className === 'man' ? 196 : 182) + random.between(-8, 8),
  }
}
