import { readFileSync } from 'node:fs'
import { builtServer } from './built-server.mjs'

/** The apps with an API. */
const apps = ['automation', 'image', 'message', 'payment']
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

async function openApi(app) {
  const server = await builtServer(app)
  const document = server.swagger()
  return { ...document, info: { ...document.info, title: `Astria Bot: ${app}`, version } }
}

/** OpenAPI documents by app. */
export async function openApis() {
  return Promise.all(apps.map(async app => [app, await openApi(app)]))
}
