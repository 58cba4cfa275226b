import { type Fields, fields, list, text } from '../values.ts'
import { callGraph, type GraphAccess } from './graph.ts'

/** No list of ours is longer: who gives the same cursor for ever would keep us for ever. */
const maxPages = 1000

/** Reads a list of the Graph API page by page. `query` has no `after`. */
export async function* readPages(access: GraphAccess, path: string, query: URLSearchParams): AsyncGenerator<Fields> {
  let after: string | undefined
  for (let page = 0; page < maxPages; page += 1) {
    const asked = new URLSearchParams(query)
    if (after !== undefined) asked.set('after', after)
    const answer = await callGraph(access, `${path}?${asked}`, {}, 'harmless')
    for (const item of list(answer.data)) {
      const read = fields(item)
      if (read) yield read
    }
    const paging = fields(answer.paging)
    const next = text(fields(paging?.cursors)?.after)
    // `next` is an address with the token in it: only whether there is one counts.
    if (paging?.next === undefined || next === undefined || next === after) return
    after = next
  }
}
