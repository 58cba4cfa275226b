import { test } from 'tap'
import { isPublicAddress } from './public-address.ts'

test('only public addresses are public', async t => {
  for (const address of ['93.184.216.34', '2606:4700:4700::1111']) t.ok(isPublicAddress(address), address)
  const others = [
    '127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255',
    '::1 :: fe80::1 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: nonsense',
  ]
  for (const address of others.join(' ').split(' ')) t.notOk(isPublicAddress(address), address)
})
