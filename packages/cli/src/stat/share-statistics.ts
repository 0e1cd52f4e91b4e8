// Rampart's own tests over batches [xc, xb, nc, nb]: events of candidate and stable, requests of candidate and stable.
import { overLimitWager, plainBets, plainTilts, relativeRiskSequence, restarted, tiltDetector, tiltGrid, worseWager, type Wager } from '@rampart/rollout-policy/statistics';
import { chance, listOf, notNegative, optional, positive, wholePositive, type Field } from './fields.ts';
import { statistic, type Statistic } from './statistic.ts';

interface Cell {
  readonly candidate: { readonly trials: number; readonly events: number };
  readonly stable: { readonly trials: number; readonly events: number };
}

const four = listOf(notNegative, { accepts: 'four numbers', atLeast: 4, atMost: 4 });
const batch: Field<Cell> = {
  accepts: 'a batch [xc, xb, nc, nb] with xc <= nc and xb <= nb',
  read: (given) => {
    const read = four.read(given);
    if (read.kind === 'no') return { kind: 'no' };
    const [xc = 0, xb = 0, nc = 0, nb = 0] = read.value;
    return xc <= nc && xb <= nb ? { kind: 'value', value: { candidate: { events: xc, trials: nc }, stable: { events: xb, trials: nb } } } : { kind: 'no' };
  },
  otherwise: { kind: 'required' },
};
const batches = listOf(batch, { accepts: 'a list of batches [xc, xb, nc, nb] with xc <= nc and xb <= nb', atLeast: 1 });
/** r: how many times stable's rate is still fine. */
const SHARE = { r: positive, batches };

export const SHARE_STATISTICS: readonly Statistic[] = [
  statistic({
    name: 'harm_grid',
    does: 'shifts of the log-odds, geometric from lo to hi, and their prior weights',
    alsoCalled: ['harm grid', 'proto.grid'],
    inputs: { K: optional(wholePositive, 16), lo: optional(positive, 0.1), hi: optional(positive, 3.5) },
    refuses: ({ K, lo, hi }) => [...(lo > hi ? [`hi: expected at least lo (${lo}), got ${hi}`] : []), ...(K > ATOMS_MAX ? [`K: expected at most ${ATOMS_MAX}, got ${K}`] : [])],
    compute: ({ K, lo, hi }) => {
      const { shifts, weights } = tiltGrid({ count: K, from: lo, to: hi });
      return { delta: shifts, weight: weights };
    },
  }),
  statistic({
    name: 'relative_risk_mixture',
    does: 'log e-value against "candidate at most r x stable" after each batch, mixture of tilts',
    alsoCalled: ['relative-risk share e-process', 'proto.rr.mixture'],
    inputs: SHARE,
    compute: (inputs) => plainTilts(wagers(inputs)),
  }),
  statistic({
    name: 'relative_risk_restart',
    does: 'the same with the restart prior 1/((t+1)(t+2)), one grid point per batch, unspent mass included',
    alsoCalled: ['restart (Shiryaev) mixture', 'proto.rr.restart'],
    inputs: SHARE,
    compute: (inputs) => restarted('tilt', wagers(inputs)),
  }),
  statistic({
    name: 'relative_risk_edetector',
    does: 'log of the Shiryaev-Roberts and CUSUM e-detectors after each batch, mixture of tilts',
    alsoCalled: ['mixture e-SR and e-CUSUM', 'proto.rr.edetector'],
    inputs: SHARE,
    compute: (inputs) => ({ sr: tiltDetector('shiryaev-roberts', wagers(inputs)), cusum: tiltDetector('cusum', wagers(inputs)) }),
  }),
  statistic({
    name: 'relative_risk_interval',
    does: 'lower bound, most likely value and upper bound of the candidate\'s rate over stable\'s, valid at every look',
    alsoCalled: ['relative-risk confidence sequence', 'RR confidence sequence', 'same, one batch', 'proto.cs', 'proto.rr.cs'],
    inputs: { batches, alpha: chance },
    compute: ({ batches: cells, alpha }) => {
      const { lower, estimate, upper } = relativeRiskSequence(cells, alpha);
      return [lower, estimate, upper];
    },
  }),
  statistic({
    name: 'block_bets',
    does: 'log capital of bets on whole blocks against "candidate at most r x stable", the eight fractions with equal shares',
    alsoCalled: ['block betting', 'block bet', 'proto.block', 'proto.block.mixture'],
    inputs: SHARE,
    compute: (inputs) => plainBets(wagers(inputs)),
  }),
  statistic({
    name: 'block_bets_restart',
    does: 'the same with the published restart prior 1/((t+1)(t+2)); decisions put more of it in at the start',
    alsoCalled: ['block betting with restart prior', 'proto.block.restart'],
    inputs: SHARE,
    compute: (inputs) => restarted('bet', wagers(inputs)),
  }),
  statistic({
    name: 'absolute_limit',
    does: 'log e-value against "the rate is at most p0", mixture of tilts',
    alsoCalled: ['absolute limit e-process', 'proto.abs'],
    inputs: { successes: notNegative, trials: notNegative, p0: chance },
    refuses: ({ successes, trials }) => (successes > trials ? [`successes: expected at most trials (${trials}), got ${successes}`] : []),
    compute: ({ successes, trials, p0 }) => plainTilts([overLimitWager({ events: successes, trials }, p0)])[0] ?? 0,
  }),
];

const ATOMS_MAX = 10_000;

function wagers({ r, batches: cells }: { readonly r: number; readonly batches: readonly Cell[] }): readonly Wager[] {
  return cells.map((cell) => worseWager(cell, { of: 'counts', margin: { kind: 'factor', factor: r }, stableRatioMax: 0 }));
}
