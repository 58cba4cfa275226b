import type { Contact } from '../turns/contact.ts'
import { type ContactDetails, detailLimits } from './contact-details.ts'

/** What decides who of two remains. */
export type Candidate = Pick<Contact, 'id' | 'version' | 'conversation'>

/** Who of two contacts remains: the one whose conversation is further; of two that are equally far the older one. */
export function survivorOf<One extends Candidate>(a: One, b: One): One {
  const [farA, farB] = [progressOf(a), progressOf(b)]
  if (farA !== farB) return farA > farB ? a : b
  // Ids are made of the time.
  return a.id < b.id ? a : b
}

/** Nobody was told of them, has not talked, then the states of the story. */
function progressOf({ version, conversation }: Candidate): number {
  if (conversation === null) return version === 0 ? 0 : 1
  const { state } = conversation.state === 'WRITING_FEEDBACK' ? conversation.after : conversation
  return { NEW: 2, PICTURES_LOADED: 3, TUNE_READY: 4 }[state]
}

/** What is written down about both; where they differ, as the one who remains has it. What is too much is left out. */
export function uniteDetails(into: ContactDetails, from: ContactDetails): ContactDetails {
  const attributes = { ...into.attributes }
  for (const [name, value] of Object.entries(from.attributes)) {
    if (Object.hasOwn(attributes, name)) continue
    const more = Object.fromEntries([...Object.entries(attributes), [name, value]])
    const { length } = Object.keys(more)
    if (length > detailLimits.attributes || Buffer.byteLength(JSON.stringify(more)) > detailLimits.attributeBytes) break
    Object.defineProperty(attributes, name, { value, enumerable: true, configurable: true, writable: true })
  }
  return {
    name: into.name ?? from.name,
    language: into.language ?? from.language,
    timeZone: into.timeZone ?? from.timeZone,
    birthday: into.birthday ?? from.birthday,
    tags: [...new Set([...into.tags, ...from.tags])].slice(0, detailLimits.tags),
    attributes,
  }
}
