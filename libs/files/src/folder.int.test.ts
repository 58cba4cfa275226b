import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'tap'
import { openFiles } from './open-files.ts'

test('a folder of files', async t => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'files-'))
  t.teardown(() => fs.rm(root, { recursive: true }))
  const files = openFiles(pathToFileURL(root).href)
  const keys = async (prefix: string) => {
    const found = []
    for await (const key of files.list(prefix)) found.push(key)
    return found
  }

  t.test('keeps what was put, and replaces it', async t => {
    await files.put('pictures/a/1.jpg', Buffer.from('one'), 'image/jpeg')
    await files.put('pictures/a/1.jpg', Buffer.from('two'), 'image/jpeg')
    t.same(await files.get('pictures/a/1.jpg'), { bytes: Buffer.from('two'), mimeType: 'image/jpeg' })
    t.equal(await files.has('pictures/a/1.jpg'), true)
    t.equal(await files.has('pictures/a/2.jpg'), false)
    t.equal(await files.has('pictures/a/1.jpg/2.jpg'), false)
  })

  t.test('says what is not there, and deletes twice', async t => {
    await t.rejects(files.get('pictures/nobody.jpg'), { code: 'not_found' })
    await files.put('pictures/b/1.mp4', Buffer.from('x'), 'video/mp4')
    await files.delete('pictures/b/1.mp4')
    await files.delete('pictures/b/1.mp4')
    t.equal(await files.has('pictures/b/1.mp4'), false)
  })

  t.test('lists and deletes by prefix, and only that', async t => {
    await files.put('portraits/a/o1/1.jpg', Buffer.from('x'), 'image/jpeg')
    await files.put('portraits/a/o2/1.jpg', Buffer.from('x'), 'image/jpeg')
    await files.put('portraits/ab/o1/1.jpg', Buffer.from('x'), 'image/jpeg')
    t.same(await keys('portraits/a/'), ['portraits/a/o1/1.jpg', 'portraits/a/o2/1.jpg'])
    await files.deletePrefix('portraits/a/')
    await files.deletePrefix('portraits/a/')
    t.same(await keys('portraits/'), ['portraits/ab/o1/1.jpg'])
    t.same(await keys('nothing/'), [])
  })

  t.test('refuses keys that lead elsewhere', async t => {
    for (const key of [
      '../x.jpg',
      '/etc/passwd',
      'a/../../x.jpg',
      'a//b.jpg',
      '',
      '.hidden',
      'a/.tmp',
      'a\0.jpg',
      'a\\b',
    ]) {
      await t.rejects(files.put(key, Buffer.from('x'), 'image/jpeg'), { code: 'bad_key' }, key)
      await t.rejects(files.get(key), { code: 'bad_key' }, key)
    }
    await t.rejects(files.deletePrefix('portraits'), { code: 'bad_key' })
    await t.rejects(files.deletePrefix('/'), { code: 'bad_key' })
    await t.rejects(files.put('a/x.jpg', Buffer.from('x'), 'video/mp4'), { code: 'bad_key' })
  })

  t.test('leaves no half file behind', async t => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => files.put('race/1.jpg', Buffer.alloc(1000, i), 'image/jpeg')),
    )
    const { bytes } = await files.get('race/1.jpg')
    t.equal(new Set(bytes).size, 1)
    t.same(await fs.readdir(path.join(root, 'race')), ['1.jpg'])
  })
})

test('schemes that are not there say so', async t => {
  t.throws(() => openFiles('azure://account/container'), /not available in this version/)
  t.throws(() => openFiles('s3://bucket'), /not available in this version/)
  t.throws(() => openFiles('ftp://x'), /begins with/)
  t.throws(() => openFiles('nothing'), /begins with/)
})
