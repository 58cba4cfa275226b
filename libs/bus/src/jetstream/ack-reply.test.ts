import { test } from 'tap'
import { parseAckReply } from './ack-reply.ts'

test('reads both forms of the reply subject', async t => {
  const wanted = { stream: 'STUDIO', consumer: 'work-STUDIO-3', deliveries: 2, streamSequence: 41 }
  t.same(parseAckReply('$JS.ACK.STUDIO.work-STUDIO-3.2.41.17.1795222757022420606.0'), wanted)
  t.same(parseAckReply('$JS.ACK._.ACCHASH.STUDIO.work-STUDIO-3.2.41.17.1795222757022420606.0'), wanted)
  t.same(parseAckReply('$JS.ACK.hub.ACCHASH.STUDIO.work-STUDIO-3.2.41.17.1795222757022420606.0.random'), wanted)
})

test('anything else is no message', async t => {
  t.equal(parseAckReply(undefined), undefined)
  t.equal(parseAckReply(''), undefined)
  t.equal(parseAckReply('_INBOX.abc.1'), undefined)
})
