/** A binary heap of indices 0 … N−1 by descending key, equal keys by ascending index. */
export interface IndexHeap {
  size(): number;
  /** The index with the largest key; the heap must not be empty. */
  top(): number;
  key(index: number): number;
  /** Changes the key of the top, downwards or upwards, and restores the order. */
  rekeyTop(key: number): void;
  pop(): void;
  push(index: number, key: number): void;
  /** Largest key below the top; −∞ when there is none. */
  runnerUp(): number;
}

/** A heap over `keys` (not copied, rewritten by the heap) holding the given members. O(members) to build. */
export function indexHeap(keys: Float64Array, members: Int32Array): IndexHeap {
  let items = members.slice();
  let size = items.length;
  const above = (a: number, b: number) => keys[a] > keys[b] || (keys[a] === keys[b] && a < b);
  const down = (at: number) => {
    const item = items[at];
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && above(items[child + 1], items[child])) child++;
      if (!above(items[child], item)) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = item;
  };
  const up = (at: number) => {
    const item = items[at];
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!above(item, items[parent])) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  };
  for (let at = (size >> 1) - 1; at >= 0; at--) down(at);
  return {
    size: () => size,
    top: () => items[0],
    key: (index) => keys[index],
    rekeyTop(key) {
      keys[items[0]] = key;
      down(0);
    },
    pop() {
      items[0] = items[--size];
      if (size > 0) down(0);
    },
    push(index, key) {
      keys[index] = key;
      if (size === items.length) {
        const grown = new Int32Array(Math.max(16, size * 2));
        grown.set(items);
        items = grown;
      }
      items[size] = index;
      up(size++);
    },
    runnerUp() {
      const left = size > 1 ? keys[items[1]] : Number.NEGATIVE_INFINITY;
      return size > 2 ? Math.max(left, keys[items[2]]) : left;
    },
  };
}
