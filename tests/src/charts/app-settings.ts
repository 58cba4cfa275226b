import { automationSettings } from '@astria-bot/automation'
import { gatewaySettings } from '@astria-bot/gateway'
import { imageSettings } from '@astria-bot/image'
import { maintenanceSettings } from '@astria-bot/maintenance'
import { messageSettings } from '@astria-bot/message'
import { paymentSettings } from '@astria-bot/payment'
import { sandboxSettings } from '@astria-bot/sandbox'
import { type SettingDescription, settingsList } from '@astria-bot/service'

const schemas = {
  gateway: gatewaySettings,
  message: messageSettings,
  image: imageSettings,
  payment: paymentSettings,
  automation: automationSettings,
  maintenance: maintenanceSettings,
  sandbox: sandboxSettings,
}

/** The apps that the chart runs. */
export const apps = Object.keys(schemas) as (keyof typeof schemas)[]

/** What an app reads, by its own schema. */
export const settingsOf = (app: keyof typeof schemas): SettingDescription[] => settingsList(schemas[app])
