import { explain } from '../conditions/explain.ts'
import type { Step, StepOf } from '../definition/step.ts'
import { formatDuration } from '../time/duration.ts'

/** What a step does, in words: "Wait 2 days". */
export function explainStep(step: Step): string {
  switch (step.type) {
    case 'send': {
      const instead = step.template ? `, or the template ${step.template.name} outside the 24 hours` : ''
      return `Send ${explainContent(step.content)}${instead}${sendingNotes(step)}`
    }
    case 'send_template':
      return `Send the template ${step.template.name} (${step.template.language})${sendingNotes(step)}`
    case 'update_contact':
      return explainUpdate(step)
    case 'log':
      return `Note: ${step.text}`
    case 'hand_over':
      return `Hand over to a person: ${step.reason}${step.for ? ` (for ${formatDuration(step.for)})` : ''}`
    case 'webhook':
      return `Call ${new URL(step.url).host}${step.onError === 'fail' ? '; if it does not take it, it ends as failed' : ''}`
    case 'wait':
      return ['Wait', step.for && formatDuration(step.for), step.until && `until ${step.until}`]
        .filter(Boolean)
        .join(' ')
    case 'go_to':
      return `Go on with the step ${step.step}`
    case 'start':
      return `Start the automation ${step.automation}`
    case 'stop':
      return step.reason === undefined ? 'Stop' : `Stop: ${step.reason}`
    case 'branch': {
      const cases = step.cases.map(({ when, steps }) => `if ${explain(when)}: ${inside(steps)}`)
      const otherwise = step.otherwise ? [`otherwise: ${inside(step.otherwise)}`] : []
      return [...cases, ...otherwise].join('; ')
    }
  }
}

/** What is said, so far as it fits a line. */
function explainContent({ type, body, caption }: StepOf<'send'>['content']): string {
  const text = [body, caption].find(one => typeof one === 'string') as string | undefined
  return `a message of the type ${type}${text === undefined ? '' : `: "${short(text)}"`}`
}

const short = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

function sendingNotes({ essential, whileHandedOver, expiresAfterMinutes }: StepOf<'send' | 'send_template'>): string {
  const notes = [
    essential && 'also to those who opted out, and in quiet hours',
    whileHandedOver && 'also while a person answers',
    expiresAfterMinutes && `not later than ${formatDuration({ minutes: expiresAfterMinutes })}`,
  ].filter(Boolean)
  return notes.length > 0 ? ` (${notes.join('; ')})` : ''
}

function explainUpdate({ id: _id, type: _type, ...changes }: StepOf<'update_contact'>): string {
  const { addTags, removeTags, attributes = {}, ...fields } = changes
  const set = [...Object.entries(fields), ...Object.entries(attributes)].filter(([, value]) => value !== undefined)
  const parts = [
    ...(addTags ? [`add the tags ${addTags.join(', ')}`] : []),
    ...(removeTags ? [`take away the tags ${removeTags.join(', ')}`] : []),
    ...set.map(([name, value]) => (value === null ? `forget ${name}` : `set ${name} to ${JSON.stringify(value)}`)),
  ]
  return `Change the contact: ${parts.join(', ')}`
}

const inside = (steps: readonly Step[]) =>
  steps.length === 0 ? 'nothing' : `(${steps.map(explainStep).join(', then ')})`
