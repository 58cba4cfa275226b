/** The middle one of several runs, by a figure. */
export function median<Item>(items: readonly Item[], figure: (item: Item) => number): Item {
  const sorted = items.toSorted((a, b) => figure(a) - figure(b))
  return sorted[Math.floor(sorted.length / 2)] as Item
}
