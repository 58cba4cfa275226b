// What the gateway is compared with: a Fastify route that takes the same body and answers 200. Prints its address.
import fastify from 'fastify'

const server = fastify({ bodyLimit: 4 * 1024 * 1024 })
server.post('/webhooks/whatsapp', (_request, reply) => reply.code(200).send())
console.log(await server.listen({ host: '127.0.0.1', port: 0 }))
