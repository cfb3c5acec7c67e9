// Directions of a molecule, and turns.

const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

// Eigenvectors of the positions' scatter, the longest axis first, by Jacobi rotations.
function principalAxes(positions) {
  const n = positions.length / 3, mean = [0, 1, 2].map((axis) => positions.reduce((sum, value, i) => sum + (i % 3 === axis ? value : 0), 0) / n);
  const m = [0, 1, 2].map((a) => [0, 1, 2].map((b) => {
    let sum = 1e-9 * (a === b ? 3 - a : 0); // an order for atoms and linear molecules
    for (let i = 0; i < n; i++) sum += (positions[3 * i + a] - mean[a]) * (positions[3 * i + b] - mean[b]);
    return sum;
  }));
  const v = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  for (let sweep = 0; sweep < 30; sweep++)
    for (const [p, q] of [[0, 1], [0, 2], [1, 2]]) {
      const θ = 0.5 * Math.atan2(2 * m[p][q], m[q][q] - m[p][p]), c = Math.cos(θ), s = Math.sin(θ);
      for (const row of [...m, ...v]) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
      for (let k = 0; k < 3; k++) [m[p][k], m[q][k]] = [c * m[p][k] - s * m[q][k], s * m[p][k] + c * m[q][k]];
    }
  return [0, 1, 2].sort((a, b) => m[b][b] - m[a][a]).map((k) => v.map((row) => row[k]));
}

// x, y, z, w of the rotation whose matrix has these rows.
function quaternionOfRows(r) {
  const trace = r[0][0] + r[1][1] + r[2][2];
  const q = [0, 0, 0, Math.sqrt(Math.max(0, 1 + trace)) / 2];
  if (q[3] > 1e-3) {
    for (const [k, a, b] of [[0, 2, 1], [1, 0, 2], [2, 1, 0]]) q[k] = (r[a][b] - r[b][a]) / (4 * q[3]);
    return q;
  }
  const k = [0, 1, 2].reduce((best, i) => (r[i][i] > r[best][best] ? i : best), 0), a = (k + 1) % 3, b = (k + 2) % 3;
  q[k] = Math.sqrt(Math.max(0, 1 + r[k][k] - r[a][a] - r[b][b])) / 2;
  q[a] = (r[a][k] + r[k][a]) / (4 * q[k]);
  q[b] = (r[b][k] + r[k][b]) / (4 * q[k]);
  q[3] = (r[b][a] - r[a][b]) / (4 * q[k]);
  return q;
}

// x, y, z, w; the right factor turns first.
function quaternionProduct(a, b) {
  const [u, v] = [cross(a, b), a[0] * b[0] + a[1] * b[1] + a[2] * b[2]];
  return [0, 1, 2].map((k) => a[3] * b[k] + b[3] * a[k] + u[k]).concat(a[3] * b[3] - v);
}
