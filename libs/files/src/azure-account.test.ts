import { test } from 'tap'
import { azureAccount } from './azure-account.ts'

const at = new Date('2026-11-21T12:00:00Z')
const key = Buffer.from('a key of an account').toString('base64')

test('where an account is', async t => {
  const urlOf = (text: string) => azureAccount(text).blobUrl
  t.equal(urlOf(`AccountName=one;AccountKey=${key}`), 'https://one.blob.core.windows.net')
  t.equal(
    urlOf(`DefaultEndpointsProtocol=http;AccountName=one;AccountKey=${key};EndpointSuffix=core.example`),
    'http://one.blob.core.example',
  )
  t.equal(
    urlOf(`AccountName=one;AccountKey=${key};BlobEndpoint=http://127.0.0.1:10000/one/`),
    'http://127.0.0.1:10000/one',
  )
  for (const wrong of ['', 'AccountName=one', `AccountKey=${key}`, 'SharedAccessSignature=sv=1'])
    t.throws(() => azureAccount(wrong), /needs AccountName and AccountKey/, wrong)
})

test('requests are signed as Azurite 3.37 takes them', async t => {
  const { blobUrl, sign } = azureAccount(`AccountName=one;AccountKey=${key}`)
  const headers = { 'content-type': 'image/jpeg', 'x-ms-blob-type': 'BlockBlob' }
  const put = sign({ method: 'PUT', url: new URL(`${blobUrl}/files/a/1.jpg`), headers, body: Buffer.from('bytes') }, at)
  t.match(put.headers, {
    'x-ms-date': 'Sat, 21 Nov 2026 12:00:00 GMT',
    authorization: 'SharedKey one:md0w05W7VGSz8JuJw2iExuxWidePv4i+zCAT0avPqJs=',
  })
  const list = new URL(`${blobUrl}/files?restype=container&comp=list&prefix=a%2F`)
  const { authorization } = sign({ method: 'GET', url: list, headers: {} }, at).headers
  t.equal(authorization, 'SharedKey one:OKVeXcJ6GG+La7x71XlgdPza0NZ6QuToxC8xvRhWb64=')
})

test('a shared access signature is part of the address', async t => {
  const { sign } = azureAccount('BlobEndpoint=https://one.example;SharedAccessSignature=sv=2022-11-02&sig=a%2Bb%3D')
  const { url, headers } = sign({ method: 'GET', url: new URL('https://one.example/files/a'), headers: {} }, at)
  t.equal(url.href, 'https://one.example/files/a?sv=2022-11-02&sig=a%2Bb%3D')
  t.notOk(headers.authorization)
})
