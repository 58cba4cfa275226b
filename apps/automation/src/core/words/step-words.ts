import { explain } from '../conditions/explain.ts'
import type { Step } from '../definition/step.ts'
import { formatDuration } from '../time/duration.ts'

/** What a step does, in words: "Wait 2 days". */
export function explainStep(step: Step): string {
  switch (step.type) {
    case 'send': {
      const instead = step.template ? `, or the template ${step.template.name} outside the 24 hours` : ''
      return `Send a message of the type ${step.content.type}${instead}`
    }
    case 'send_template':
      return `Send the template ${step.template.name} (${step.template.language})`
    case 'update_contact': {
      const { id: _id, type: _type, ...changes } = step
      return `Change of the contact: ${Object.keys(changes).join(', ')}`
    }
    case 'log':
      return `Note: ${step.text}`
    case 'hand_over':
      return `Hand over to a person: ${step.reason}${step.for ? ` (for ${formatDuration(step.for)})` : ''}`
    case 'webhook':
      return `Call ${new URL(step.url).host}`
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

const inside = (steps: readonly Step[]) =>
  steps.length === 0 ? 'nothing' : `(${steps.map(explainStep).join(', then ')})`
