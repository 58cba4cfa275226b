import { test } from 'tap'
import type { KnownAlias } from '../sql/find-aliases.ts'
import { assignContacts } from './assign-contacts.ts'
import type { Names } from './names-of.ts'

const channel = '1'
const userAlias = (value: string) => ({ channel, kind: 'user_id' as const, value })
const phoneAlias = (value: string) => ({ channel, kind: 'phone' as const, value })

function sender(userId?: string, phone?: string): Names {
  const lookUp = [...(userId ? [userAlias(userId)] : []), ...(phone ? [phoneAlias(phone)] : [])]
  return { lookUp, all: lookUp, userId, phone, phoneLeft: false }
}
const ids = () => {
  let n = 0
  return () => `new${++n}`
}
const known = (
  alias: ReturnType<typeof userAlias | typeof phoneAlias>,
  contactId: string,
  userId: string | null,
): KnownAlias => ({
  ...alias,
  contactId,
  userId,
})

test('somebody new gets all their names', async t => {
  const { contactIds, created, added } = assignContacts([sender('U1', '97250')], [], ids())
  t.same(contactIds, ['new1'])
  t.ok(created.has('new1'))
  t.same(added, [
    { ...userAlias('U1'), contactId: 'new1' },
    { ...phoneAlias('97250'), contactId: 'new1' },
  ])
})

test('several messages of somebody new are one contact', async t => {
  const { contactIds, created } = assignContacts(
    [sender('U1', '97250'), sender(undefined, '97250'), sender('U1')],
    [],
    ids(),
  )
  t.same(contactIds, ['new1', 'new1', 'new1'])
  t.equal(created.size, 1)
})

test('a number that was known before its user id leads to the same contact', async t => {
  const { contactIds, added } = assignContacts([sender('U1', '97250')], [known(phoneAlias('97250'), 'c1', null)], ids())
  t.same(contactIds, ['c1'])
  t.same(added, [{ ...userAlias('U1'), contactId: 'c1' }])
})

test('who goes by the names of two contacts is both', async t => {
  const aliases = [known(userAlias('U1'), 'c1', 'U1'), known(phoneAlias('97250'), 'c2', null)]
  const { contactIds, added, takenOver, same } = assignContacts([sender('U1', '97250')], aliases, ids())
  t.same(contactIds, ['c1'])
  t.same(added, [])
  t.same(takenOver, [])
  t.same(same, [['c1', 'c2']])
})

test('the number of a known stranger goes to who has it now, and both stay two', async t => {
  const aliases = [known(userAlias('U1'), 'c1', 'U1'), known(phoneAlias('97250'), 'c2', 'U2')]
  const { contactIds, takenOver, same } = assignContacts([sender('U1', '97250')], aliases, ids())
  t.same(contactIds, ['c1'])
  t.same(takenOver, [{ ...phoneAlias('97250'), contactId: 'c1' }])
  t.same(same, [])
})

test('an id that was exchanged for one that is known makes one of two', async t => {
  const changed: Names = {
    lookUp: [userAlias('U1')],
    all: [userAlias('U1'), userAlias('U2')],
    userId: 'U2',
    phone: undefined,
    phoneLeft: false,
  }
  const aliases = [known(userAlias('U1'), 'c1', 'U1'), known(userAlias('U2'), 'c2', 'U2')]
  t.same(assignContacts([changed], aliases, ids()).same, [['c1', 'c2']])
})

test('a new owner of an old number is a new contact, and gets the number', async t => {
  const aliases = [known(phoneAlias('97250'), 'c1', 'U1')]
  const { contactIds, created, takenOver } = assignContacts(
    [sender('U2', '97250'), sender(undefined, '97250')],
    aliases,
    ids(),
  )
  t.same(contactIds, ['new1', 'new1'])
  t.ok(created.has('new1'))
  t.same(takenOver, [{ ...phoneAlias('97250'), contactId: 'new1' }])
})

test('a changed number and a changed user id lead to the same contact', async t => {
  const changed: Names = {
    lookUp: [phoneAlias('97250')],
    all: [phoneAlias('97250'), phoneAlias('97259')],
    userId: undefined,
    phone: '97259',
    phoneLeft: false,
  }
  const { contactIds, added } = assignContacts([changed], [known(phoneAlias('97250'), 'c1', 'U1')], ids())
  t.same(contactIds, ['c1'])
  t.same(added, [{ ...phoneAlias('97259'), contactId: 'c1' }])
})
