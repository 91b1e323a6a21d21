export interface Transport {
  /** The largest total that can be moved. */
  flow: number;
  /** Sources on the source side of the minimum cut: together they cannot send more than the cut lets through. */
  cutSources: number[];
  /** Sinks those sources saturate. */
  cutSinks: number[];
}

/**
 * Maximum flow from `sources` to `sinks` (capacities) through `edges` (row-major sources × sinks, capacities).
 * Greedy start, then shortest augmenting paths (Edmonds–Karp) on the dense bipartite graph.
 */
export function transport(sources: Float64Array, sinks: Float64Array, edges: Float64Array): Transport {
  const rows = sources.length;
  const columns = sinks.length;
  const supply = Float64Array.from(sources);
  const demand = Float64Array.from(sinks);
  const spare = Float64Array.from(edges);
  const sent = new Float64Array(edges.length);
  let flow = 0;
  const push = (row: number, column: number, amount: number) => {
    spare[row * columns + column] -= amount;
    sent[row * columns + column] += amount;
  };
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns && supply[r] > 0; c++) {
      const amount = Math.min(supply[r], demand[c], spare[r * columns + c]);
      if (amount <= 0) continue;
      push(r, c, amount);
      supply[r] -= amount;
      demand[c] -= amount;
      flow += amount;
    }
  }

  const rowFrom = new Int32Array(rows);
  const columnFrom = new Int32Array(columns);
  const queue = new Int32Array(rows + columns);
  for (;;) {
    rowFrom.fill(-2);
    columnFrom.fill(-2);
    let head = 0;
    let tail = 0;
    let end = -1;
    for (let r = 0; r < rows; r++) {
      if (supply[r] > 0) {
        rowFrom[r] = -1;
        queue[tail++] = r;
      }
    }
    while (head < tail && end < 0) {
      const node = queue[head++];
      if (node < rows) {
        for (let c = 0; c < columns && end < 0; c++) {
          if (columnFrom[c] !== -2 || spare[node * columns + c] <= 0) continue;
          columnFrom[c] = node;
          if (demand[c] > 0) end = c;
          queue[tail++] = rows + c;
        }
      } else {
        const c = node - rows;
        for (let r = 0; r < rows; r++) {
          if (rowFrom[r] !== -2 || sent[r * columns + c] <= 0) continue;
          rowFrom[r] = c;
          queue[tail++] = r;
        }
      }
    }
    if (end < 0) break;
    let amount = demand[end];
    for (let c = end; c >= 0; ) {
      const r = columnFrom[c];
      amount = Math.min(amount, spare[r * columns + c], rowFrom[r] < 0 ? supply[r] : sent[r * columns + rowFrom[r]]);
      c = rowFrom[r];
    }
    for (let c = end; c >= 0; ) {
      const r = columnFrom[c];
      push(r, c, amount);
      c = rowFrom[r];
      if (c < 0) supply[r] -= amount;
      else push(r, c, -amount);
    }
    demand[end] -= amount;
    flow += amount;
  }
  const reached = (from: Int32Array) => Array.from(from.keys()).filter((index) => from[index] !== -2);
  return { flow, cutSources: reached(rowFrom), cutSinks: reached(columnFrom) };
}
