// Surface nets: one vertex per cell that the surface crosses, at the mean of the crossings of the cell's edges; one
// quadrilateral per crossed edge of the grid. S. F. F. Gibson, MERL TR99-24 (1999).

// The surface φ = level of one sign (level > 0: φ above it is inside; level < 0: φ below it).
function isosurface(grid, level) {
  const { values, origin, step, counts: [nx, ny, nz] } = grid;
  const sign = Math.sign(level);
  const strides = [ny * nz, nz, 1];
  const at = (n) => sign * values[n] - Math.abs(level); // positive inside
  const vertexOfCell = new Int32Array(values.length).fill(-1);
  const vertices = [], normals = [], faces = [];
  const corners = [0, strides[2], strides[1], strides[1] + strides[2]].flatMap((c) => [c, c + strides[0]]);

  for (let i = 0; i < nx - 1; i++)
    for (let j = 0; j < ny - 1; j++)
      for (let k = 0; k < nz - 1; k++) {
        const cell = i * strides[0] + j * strides[1] + k;
        const inside = corners.reduce((count, c) => count + (at(cell + c) > 0), 0);
        if (inside === 0 || inside === 8) continue;
        const p = meanCrossing(cell, at, strides);
        vertexOfCell[cell] = vertices.length;
        vertices.push({ x: origin[0] + step * (i + p[0]), y: origin[1] + step * (j + p[1]), z: origin[2] + step * (k + p[2]) });
        normals.push(outwardNormal(grid, at, strides, [i, j, k], p));
      }

  // Around a crossed edge along one axis lie four cells; they differ by a step back along the two other axes.
  for (let i = 1; i < nx - 1; i++)
    for (let j = 1; j < ny - 1; j++)
      for (let k = 1; k < nz - 1; k++) {
        const n = i * strides[0] + j * strides[1] + k;
        for (let axis = 0; axis < 3; axis++) {
          const a = at(n) > 0;
          if (a === (at(n + strides[axis]) > 0)) continue;
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
function meanCrossing(cell, at, strides) {
  const mean = [0, 0, 0];
  let count = 0;
  for (let axis = 0; axis < 3; axis++) {
    const u = (axis + 1) % 3, v = (axis + 2) % 3;
    for (let corner = 0; corner < 4; corner++) {
      const du = corner & 1, dv = corner >> 1;
      const first = cell + du * strides[u] + dv * strides[v];
      const a = at(first), b = at(first + strides[axis]);
      if (a > 0 === b > 0) continue;
      mean[axis] += a / (a - b);
      mean[u] += du;
      mean[v] += dv;
      count++;
    }
  }
  return mean.map((sum) => sum / count);
}

// Down the gradient, interpolated between central differences at the cell's corners.
function outwardNormal(grid, at, strides, index, p) {
  const g = [0, 0, 0];
  for (let corner = 0; corner < 8; corner++) {
    const d = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weight = d.reduce((w, bit, axis) => w * (bit ? p[axis] : 1 - p[axis]), 1);
    const point = index.map((i, axis) => i + d[axis]);
    const n = point[0] * strides[0] + point[1] * strides[1] + point[2];
    for (let axis = 0; axis < 3; axis++) {
      const low = point[axis] > 0 ? 1 : 0, high = point[axis] < grid.counts[axis] - 1 ? 1 : 0;
      g[axis] += (weight * (at(n + high * strides[axis]) - at(n - low * strides[axis]))) / (low + high);
    }
  }
  const length = Math.hypot(...g) || 1;
  return { x: -g[0] / length, y: -g[1] / length, z: -g[2] / length };
}
