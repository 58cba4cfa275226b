import type { Automation } from '../core/index.ts'
import { birthdaySlots } from './birthday-slots.ts'
import type { Look, PlannedSlot } from './planned-slot.ts'
import { relativeSlots } from './relative-slots.ts'
import { scheduleSlots } from './schedule-slots.ts'

/** Whether an automation has times of its own. */
export function isTimed({ trigger }: Automation): boolean {
  return ['birthday', 'schedule', 'once', 'relative'].includes(trigger.type)
}

/** Every time of an automation in a look. */
export function slotsOf({ trigger, timeZone }: Automation, look: Look): PlannedSlot[] {
  switch (trigger.type) {
    case 'birthday':
      return birthdaySlots(trigger, timeZone, look)
    case 'schedule':
    case 'once':
      return scheduleSlots(trigger, timeZone, look)
    case 'relative':
      return relativeSlots(trigger, timeZone, look)
    case 'new_contact':
    case 'message':
    case 'keyword':
    case 'system_event':
    case 'contact_changed':
    case 'manual':
      return []
  }
}
