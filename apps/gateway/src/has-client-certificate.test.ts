import { test } from 'tap'
import { commonNameIn } from './has-client-certificate.ts'

test('the common name of a subject, in the writings of the usual proxies', async t => {
  const name = 'client.webhooks.fbclientcerts.com'
  for (const subject of [
    name,
    `CN=${name}`,
    `CN=${name},OU=x,O=Meta Platforms\\, Inc.,C=US`,
    `C=US, O=Meta, CN=${name}`,
    `/C=US/O=Meta/CN=${name}`,
    `emailAddress=a@b.example,CN="${name}"`,
  ]) {
    t.equal(commonNameIn(subject), name, subject)
  }
})

test('a name that only looks like it is not it', async t => {
  const name = 'client.webhooks.fbclientcerts.com'
  for (const subject of [
    '',
    `O=${name}`,
    `CN=evil.example,CN=${name}`,
    `CN=${name}.evil.example`,
    `XCN=${name}`,
    `O=x CN=${name}`,
  ]) {
    t.not(commonNameIn(subject), name, subject)
  }
})
