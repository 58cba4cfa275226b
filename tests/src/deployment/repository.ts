import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = fileURLToPath(new URL('../../..', import.meta.url))
export const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** A script of the repository, which is plain JavaScript. */
// biome-ignore lint/suspicious/noExplicitAny: scripts have no types
export const script = (file: string): Promise<any> => import(pathToFileURL(path.join(root, file)).href)

/** What `collectSettings` says of one setting of one app. */
export interface AppSetting {
  app: string
  name: string
  required: boolean
  secret: boolean
  developmentOnly: boolean
  default: string | undefined
  aliases: string[]
}

/** Every app's settings, by the app. */
export async function settingsByApp(): Promise<Map<string, AppSetting[]>> {
  const { collectSettings } = await script('scripts/golden/settings.mjs')
  const collected = (await collectSettings()) as { apps: AppSetting[] }[]
  const byApp = new Map<string, AppSetting[]>()
  for (const one of collected.flatMap(({ apps }) => apps)) byApp.set(one.app, [...(byApp.get(one.app) ?? []), one])
  return byApp
}

/** The folders below apps/ that become images. */
export const imageApps = async (): Promise<string[]> => (await script('scripts/docker/apps.mjs')).imageApps
