import { randomUUID } from 'node:crypto'
import { type Files, openFiles } from '@astria-bot/files'
import { type Test, test } from 'tap'

/** A store that a test has to itself. */
export interface Ground {
  files: Files
  close(): Promise<void>
}

const notKeys = ['../x.jpg', '/etc/passwd', 'a/../../x.jpg', 'a//b.jpg', '', '.hidden', 'a/.tmp', 'a\0.jpg', 'a\\b']

/** What every kind of store does alike. */
export function suiteOfFiles(name: string, open: () => Promise<Ground>): void {
  test(name, async t => {
    const { files, close } = await open()
    t.teardown(close)
    const one = () => `pictures/${randomUUID()}/`

    await t.test('keeps what was put, and replaces it', t => keeps(t, files, one()))
    await t.test('says what is not there, and deletes twice', t => deletes(t, files, one()))
    await t.test('lists and deletes by prefix, and only that', t => lists(t, files, one()))
    await t.test('refuses keys that lead elsewhere', t => refuses(t, files))
    await t.test('leaves no half file behind', async t => {
      const key = `${one()}1.jpg`
      await Promise.all(Array.from({ length: 20 }, (_, i) => files.put(key, Buffer.alloc(1000, i), 'image/jpeg')))
      t.equal(new Set((await files.get(key)).bytes).size, 1)
    })
  })
}

/** The keys of a list, all of them. */
export async function keysOf(files: Files, prefix: string): Promise<string[]> {
  const found = []
  for await (const key of files.list(prefix)) found.push(key)
  return found
}

async function keeps(t: Test, files: Files, at: string) {
  await files.put(`${at}1.jpg`, Buffer.from('one'), 'image/jpeg')
  await files.put(`${at}1.jpg`, Buffer.from('two'), 'image/jpeg')
  t.same(await files.get(`${at}1.jpg`), { bytes: Buffer.from('two'), mimeType: 'image/jpeg' })
  t.equal(await files.has(`${at}1.jpg`), true)
  t.equal(await files.has(`${at}2.jpg`), false)
  t.equal(await files.has(`${at}1.jpg/2.jpg`), false)
  const large = Buffer.alloc(3 * 1024 * 1024, 'x')
  await files.put(`${at}3.mp4`, large, 'video/mp4')
  t.ok((await files.get(`${at}3.mp4`)).bytes.equals(large))
  await files.put(`${at}4.jpg`, Buffer.alloc(0), 'image/jpeg')
  t.equal((await files.get(`${at}4.jpg`)).bytes.length, 0)
}

async function deletes(t: Test, files: Files, at: string) {
  await t.rejects(files.get(`${at}nobody.jpg`), { code: 'not_found' })
  await files.put(`${at}1.mp4`, Buffer.from('x'), 'video/mp4')
  await files.delete(`${at}1.mp4`)
  await files.delete(`${at}1.mp4`)
  t.equal(await files.has(`${at}1.mp4`), false)
}

async function lists(t: Test, files: Files, at: string) {
  const names = ['a/o1/1.jpg', 'a/o1/2.jpg', 'a/o1/3.jpg', 'a/o2/1.jpg', 'a/o2/2.jpg', 'ab/o1/1.jpg']
  for (const name of names) await files.put(at + name, Buffer.from('x'), 'image/jpeg')
  t.same(
    await keysOf(files, `${at}a/`),
    names.filter(name => name.startsWith('a/')).map(name => at + name),
  )
  await files.deletePrefix(`${at}a/`)
  await files.deletePrefix(`${at}a/`)
  t.same(await keysOf(files, at), [`${at}ab/o1/1.jpg`])
  t.same(await keysOf(files, `${at}nothing/`), [])
}

async function refuses(t: Test, files: Files) {
  for (const key of notKeys) {
    await t.rejects(files.put(key, Buffer.from('x'), 'image/jpeg'), { code: 'bad_key' }, key)
    await t.rejects(files.get(key), { code: 'bad_key' }, key)
    await t.rejects(files.has(key), { code: 'bad_key' }, key)
  }
  await t.rejects(files.deletePrefix('portraits'), { code: 'bad_key' })
  await t.rejects(files.deletePrefix('/'), { code: 'bad_key' })
  await t.rejects(files.put('a/x.jpg', Buffer.from('x'), 'video/mp4'), { code: 'bad_key' })
}

/** A store under a root that is this test's own: what lies beside it is not seen. */
export function openBelow(url: string, access: Parameters<typeof openFiles>[1]): Ground {
  return { files: openFiles(`${url}/${randomUUID()}`, access), close: async () => {} }
}
