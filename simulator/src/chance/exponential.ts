// Exponential waiting times by the ziggurat: Marsaglia & Tsang 2000, "The ziggurat method for generating random variables", J. Stat. Softw. 5(8). Layers of
// equal area cover e^-x; nearly every draw lands in the part of its layer that lies below the curve, and needs no logarithm.
import { exp, log } from '@rampart/rollout-policy/statistics';
import type { Random } from './xoshiro128.ts';

const LAYERS = 256;
/** Where the tail begins, and the area of a layer (the lowest has the tail in it); both from the paper, for 256 layers. */
const TAIL_FROM = 7.69711747013105;
const AREA = 0.003949659822581572;
/** Right edge of each layer, the widest first; the lowest is as wide as its area asks, the highest ends at 0. */
const EDGES = edges();
/** The curve at these edges; 0 below the lowest layer's bottom. */
const HEIGHTS = heights(EDGES);

/** Mean 1, not negative. */
export function exponential(random: Random): number {
  for (;;) {
    const layer = random.u32() & (LAYERS - 1);
    const x = random.uniform() * (EDGES[layer] ?? 0);
    if (x < (EDGES[layer + 1] ?? 0)) return x;
    // A tail of an exponential law is an exponential law.
    if (layer === 0) return TAIL_FROM - log(random.uniform());
    const bottom = HEIGHTS[layer] ?? 0;
    if (bottom + random.uniform() * ((HEIGHTS[layer + 1] ?? 0) - bottom) < exp(-x)) return x;
  }
}

function edges(): Float64Array {
  const found = new Float64Array(LAYERS + 1);
  found[0] = AREA / exp(-TAIL_FROM);
  found[1] = TAIL_FROM;
  for (let layer = 2; layer < LAYERS; layer += 1) {
    const before = found[layer - 1] ?? 0;
    found[layer] = -log(exp(-before) + AREA / before);
  }
  return found;
}

function heights(edges: Float64Array): Float64Array {
  const found = edges.map((edge) => exp(-edge));
  found[0] = 0;
  return found;
}
