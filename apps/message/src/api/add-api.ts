import { protectApi, type Server } from '@astria-bot/service'
import { addContactRoute } from './add-contact-route.ts'
import { alertsRoute, closeAlertRoute } from './alerts-route.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { changeContactRoute } from './change-contact-route.ts'
import { channelRoutes } from './channel-routes.ts'
import { contactRoute } from './contact-route.ts'
import { contactsRoute } from './contacts-route.ts'
import { conversationRoute } from './conversation-route.ts'
import { conversationsRoute } from './conversations-route.ts'
import { eraseContactRoute } from './erase-contact-route.ts'
import { handBackRoute } from './hand-back-route.ts'
import { mediaRoute } from './media-route.ts'
import { messageRoute } from './message-route.ts'
import { messageStatusRoute } from './message-status-route.ts'
import { messagesRoute } from './messages-route.ts'
import { sendMessageRoute } from './send-message-route.ts'
import { takeOverRoute } from './take-over-route.ts'
import { templatesRoute } from './templates-route.ts'

const routes = [
  sendMessageRoute,
  messagesRoute,
  messageRoute,
  messageStatusRoute,
  conversationsRoute,
  conversationRoute,
  takeOverRoute,
  handBackRoute,
  contactsRoute,
  contactRoute,
  addContactRoute,
  changeContactRoute,
  eraseContactRoute,
  mediaRoute,
  templatesRoute,
  channelRoutes,
  alertsRoute,
  closeAlertRoute,
]

/** Adds what operators read and do over HTTP, for whoever has a key. */
export async function addApi(server: Server, dependencies: ApiDependencies): Promise<void> {
  await server.register(
    async scope => {
      const api = scope as Server
      protectApi(api, dependencies.keys)
      for (const add of routes) add(api, dependencies)
    },
    { prefix: '/api' },
  )
}
