// Surface nets: one vertex per cell that the surface crosses, at the mean of the crossings of the cell's edges; one
// quadrilateral per crossed edge of the grid. S. F. F. Gibson, MERL TR99-24 (1999).

// The surface φ = level of one sign (level > 0: φ above it is inside; level < 0: φ below it).
function isosurface(grid, level) {
  const { values, origin, step, counts: [nx, ny, nz] } = grid;
  const sign = Math.sign(level);
  const strides = [ny * nz, nz, 1];
  const depth = values.map((value) => sign * value - Math.abs(level)); // positive inside
  const vertexOfCell = new Int32Array(values.length).fill(-1);
  const vertices = [], normals = [], faces = [];
  const corners = [0, strides[2], strides[1], strides[1] + strides[2]].flatMap((c) => [c, c + strides[0]]);

  for (let i = 0; i < nx - 1; i++)
    for (let j = 0; j < ny - 1; j++)
      for (let k = 0; k < nz - 1; k++) {
        const cell = i * strides[0] + j * strides[1] + k;
        let inside = 0;
        for (const corner of corners) if (depth[cell + corner] > 0) inside++;
        if (inside === 0 || inside === 8) continue;
        const p = meanCrossing(cell, depth, strides);
        const slope = gradient(grid.counts, depth, strides, [i, j, k], p);
        const steepness = Math.hypot(...slope) || 1;
        const outward = slope.map((g) => -g / steepness);
        // The mean of crossings lies inside of a curved surface: one Newton step along the normal brings it back.
        const miss = Math.max(-0.5, Math.min(0.5, interpolated(depth, strides, cell, p) / steepness));
        const [x, y, z] = [i, j, k].map((index, axis) => origin[axis] + step * (index + p[axis] + miss * outward[axis]));
        vertexOfCell[cell] = vertices.length;
        vertices.push({ x, y, z });
        normals.push({ x: outward[0], y: outward[1], z: outward[2] });
      }

  // Around a crossed edge along one axis lie four cells; they differ by a step back along the two other axes.
  for (let i = 1; i < nx - 1; i++)
    for (let j = 1; j < ny - 1; j++)
      for (let k = 1; k < nz - 1; k++) {
        const n = i * strides[0] + j * strides[1] + k;
        for (let axis = 0; axis < 3; axis++) {
          const a = depth[n] > 0;
          if (a === depth[n + strides[axis]] > 0) continue;
          const u = strides[(axis + 1) % 3], v = strides[(axis + 2) % 3];
          const ring = [n, n - u, n - u - v, n - v].map((cell) => vertexOfCell[cell]);
          if (ring.includes(-1)) continue;
          if (!a) ring.reverse();
          faces.push(ring[0], ring[1], ring[2], ring[0], ring[2], ring[3]);
        }
      }
  return { vertexArr: vertices, normalArr: normals, faceArr: faces };
}

// In units of the cell, from its first corner.
function meanCrossing(cell, depth, strides) {
  const mean = [0, 0, 0];
  let count = 0;
  for (let axis = 0; axis < 3; axis++) {
    const u = (axis + 1) % 3, v = (axis + 2) % 3;
    for (let corner = 0; corner < 4; corner++) {
      const du = corner & 1, dv = corner >> 1;
      const first = cell + du * strides[u] + dv * strides[v];
      const a = depth[first], b = depth[first + strides[axis]];
      if (a > 0 === b > 0) continue;
      mean[axis] += a / (a - b);
      mean[u] += du;
      mean[v] += dv;
      count++;
    }
  }
  return mean.map((sum) => sum / count);
}

const cornerOffsets = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) => [corner & 1, (corner >> 1) & 1, corner >> 2]);
const cornerWeight = (d, p) => (d[0] ? p[0] : 1 - p[0]) * (d[1] ? p[1] : 1 - p[1]) * (d[2] ? p[2] : 1 - p[2]);

function interpolated(depth, strides, cell, p) {
  let sum = 0;
  for (const d of cornerOffsets) sum += cornerWeight(d, p) * depth[cell + d[0] * strides[0] + d[1] * strides[1] + d[2] * strides[2]];
  return sum;
}

// Per cell; interpolated between central differences at the cell's corners.
function gradient(counts, depth, strides, index, p) {
  const g = [0, 0, 0];
  for (const d of cornerOffsets) {
    const weight = cornerWeight(d, p);
    const point = [index[0] + d[0], index[1] + d[1], index[2] + d[2]];
    const n = point[0] * strides[0] + point[1] * strides[1] + point[2] * strides[2];
    for (let axis = 0; axis < 3; axis++) {
      const low = point[axis] > 0 ? 1 : 0, high = point[axis] < counts[axis] - 1 ? 1 : 0;
      g[axis] += (weight * (depth[n + high * strides[axis]] - depth[n - low * strides[axis]])) / (low + high);
    }
  }
  return g;
}
