import { test } from 'tap'
import { numberGiven } from './number-given.ts'

const given = (contacts: unknown[], origin = 'contact_request') => numberGiven({ type: 'contacts', contacts, origin })

test('the number that we asked for, as WhatsApp writes it or as the phone does', async t => {
  t.equal(given([{ phones: [{ phone: '+972 50-000-0103', wa_id: '972500000103' }] }]), '972500000103')
  t.equal(given([{ vcard: 'BEGIN:VCARD', phones: [{ phone: '+972 50-000-0104' }, 7] }]), '972500000104')
})

test('what is no answer to that question is nobody’s number', async t => {
  t.equal(given([{ phones: [{ wa_id: '972500000103' }] }], 'other'), undefined)
  t.equal(numberGiven({ type: 'contacts', contacts: [{ phones: [{ wa_id: '972500000103' }] }] }), undefined)
  t.equal(numberGiven({ type: 'text', body: '972500000103' }), undefined)
  for (const card of [undefined, null, {}, { phones: 1 }, { phones: [] }, { phones: [{ phone: 'ask me' }] }])
    t.equal(given([card]), undefined, JSON.stringify(card))
})
