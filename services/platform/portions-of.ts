/** In order, each of `size`, the last of what is left. */
export function portionsOf<Item> (items: Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, nth) => items.slice(nth * size, (nth + 1) * size))
}
