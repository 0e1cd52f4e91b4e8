// Chance and order that repeat exactly: addressed streams, exact samplers, and the queue of events.
export { newRandom, purposeOf, randomAt, type Address, type MovableRandom } from './address.ts';
export { aliasTable, type Chooser } from './alias-table.ts';
export { beta } from './beta.ts';
export { binomial } from './binomial.ts';
export { burst, burstMean, type BurstSize } from './burst.ts';
export { eventQueue, type EventQueue } from './event-queue.ts';
export { exponential } from './exponential.ts';
export { gamma } from './gamma.ts';
export { lnBinomialMass, lnFactorial } from './ln-factorial.ts';
export { batchesOf, logarithmic } from './logarithmic.ts';
export { multinomial, multinomialInto } from './multinomial.ts';
export { negativeBinomial } from './negative-binomial.ts';
export { normal } from './normal.ts';
export { poisson } from './poisson.ts';
export { fineUniform, type Random } from './xoshiro128.ts';
export { zipf, zipfShares } from './zipf.ts';
