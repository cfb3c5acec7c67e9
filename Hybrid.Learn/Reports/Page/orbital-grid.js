// Orbitals on grids, as QuantisedGrid writes them: base64 of gzip of 16-bit differences.

async function decodedGrid(stored) {
  const packed = Uint8Array.from(atob(stored.values), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const view = new DataView(await new Response(stream).arrayBuffer());
  const values = new Float32Array(view.byteLength / 2);
  let multiple = 0;
  for (let n = 0; n < values.length; n++) {
    multiple = ((multiple + view.getInt16(2 * n, true)) << 16) >> 16; // modulo 2^16
    values[n] = multiple * stored.resolution;
  }
  return { values, origin: stored.origin, step: stored.step, counts: stored.counts, sorted: null };
}

const angstromPerBohr = 0.529177210903;

// The level |φ| = c whose surface encloses a part of φ²: the points of largest |φ| that sum to it.
function enclosingLevel(grid, part) {
  grid.sorted ??= Float32Array.from(grid.values, Math.abs).sort();
  const volume = (grid.step / angstromPerBohr) ** 3;
  let sum = 0;
  for (let n = grid.sorted.length - 1; n >= 0; n--) {
    sum += grid.sorted[n] * grid.sorted[n] * volume;
    if (sum >= part) return grid.sorted[n];
  }
  return grid.sorted.find((value) => value > 0) ?? 0;
}
