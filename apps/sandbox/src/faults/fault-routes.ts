import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { TheRecord } from '../record/record.ts'
import { Fault } from './fault.ts'
import type { Faults } from './faults.ts'

/** Telling the sandbox to misbehave: `POST /faults`, `GET /faults`, `DELETE /faults`. */
export function faultRoutes(server: FastifyInstance, faults: Faults, record: TheRecord): void {
  server.post('/faults', async (request, reply) => {
    const parsed = Fault.safeParse(request.body)
    if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) })
    const fault = faults.add(parsed.data)
    record.add('fault.added', 'added', { fault: parsed.data })
    return reply.code(201).send(fault)
  })

  server.get('/faults', async () => ({ faults: faults.list() }))

  server.delete('/faults', async (_request, reply) => {
    faults.clear()
    record.add('fault.cleared', 'cleared')
    return reply.code(204).send()
  })
}
