import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { openFiles } from '@astria-bot/files'
import { test } from 'tap'
import { suiteOfFiles } from './suite.ts'

async function openFolder() {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'files-'))
  return { root, files: openFiles(pathToFileURL(root).href), close: () => fs.rm(root, { recursive: true }) }
}

suiteOfFiles('a folder', openFolder)

test('a folder holds nothing but the files, whatever came together', async t => {
  const { root, files, close } = await openFolder()
  t.teardown(close)
  await Promise.all(Array.from({ length: 20 }, (_, i) => files.put('race/1.jpg', Buffer.alloc(1000, i), 'image/jpeg')))
  t.same(await fs.readdir(path.join(root, 'race')), ['1.jpg'])
})

test('an address that leads nowhere is refused, and so is one without its key', async t => {
  t.throws(() => openFiles('ftp://x'), /begins with/)
  t.throws(() => openFiles('nothing'), /begins with/)
  t.throws(() => openFiles('azure://container'), /needs AZURE_STORAGE_CONNECTION_STRING/)
  t.throws(() => openFiles('s3://bucket'), /needs AWS_ACCESS_KEY_ID/)
  const access = { azureConnectionString: 'AccountName=x', s3: { accessKeyId: 'a', secretAccessKey: 'b', region: 'c' } }
  t.throws(() => openFiles('azure://container', access), /needs AccountName and AccountKey/)
  t.throws(() => openFiles('s3://', access), /names no container or bucket/)
  t.throws(() => openFiles('s3://bucket/a/../b', access), { code: 'bad_key' })
})
