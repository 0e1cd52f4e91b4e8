// Property tests draw from one seed, printed in their titles, so that two runs of one commit try the same cases.
// RAMPART_SEED=<integer> repeats another run; RAMPART_SEED=random looks for new cases.
import fc from 'fast-check';

const FIXED_SEED = 5_050_606;
const wanted = process.env['RAMPART_SEED'] ?? String(FIXED_SEED);
if (!/^(random|-?\d{1,10})$/.test(wanted)) throw new Error(`RAMPART_SEED: expected an integer or "random", got ${JSON.stringify(wanted)}.`);
fc.configureGlobal({ seed: wanted === 'random' ? Date.now() | 0 : Number(wanted) });
