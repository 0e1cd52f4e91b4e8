// When a job that stays with a target looks at it again.
import { entriesOf, type Chronicle, type EntryOf, type Exchange } from '../chronicle.ts';
import { bucketOf, toldToWait } from './told-to-wait.ts';

/** As docs/state-on-github.md promises: of a limit that is longer when GitHub tells of it nothing is waited for. */
const LIMIT_MS_MAX = 300_000;
/** For what a job does between two looks, and for tries of a query. */
const TOLERANCE_MS = 120_000;

/**
 * When it is time, whatever its clock says meanwhile, and whatever the job's other targets do. Two things are promised otherwise: a target that the job has
 * left is looked at by the next one, and a look waits for a limit as long as GitHub says, whichever target met it.
 */
export function looksAgainLate(chronicle: Pick<Chronicle, 'policy' | 'entries'>): readonly string[] {
  const { lookMs } = chronicle.policy.expert;
  const exchanges = new Map(entriesOf(chronicle, 'asked').map(({ exchange }) => [exchange.number, exchange]));
  const [lastTold, lastAsked, limitedUntil] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  return chronicle.entries.flatMap((entry) => {
    if (entry.kind === 'told') lastTold.set(entry.job, entry.atMs);
    if (entry.kind === 'asked' && beginsLook(entry.exchange)) lastAsked.set(entry.exchange.job, entry.exchange.sentAtMs);
    if (entry.kind === 'answered') limitedUntil.set(entry.job, Math.max(limitedUntil.get(entry.job) ?? 0, waitsUntilMs(entry, exchanges.get(entry.number))));
    if (entry.kind !== 'read') return [];
    const { job } = entry;
    const told = lastTold.get(job);
    lastTold.delete(job);
    if (told === undefined) return [];
    // What is read was asked for before; while GitHub wants no questions nothing is.
    const asked = lastAsked.get(job) ?? 0;
    const beganMs = asked > told ? asked : entry.atMs;
    const dueMs = Math.max(told + lookMs, limitedUntil.get(job) ?? 0);
    return beganMs > dueMs + TOLERANCE_MS ? [`${entry.step}: ${job} looks again ${seconds(beganMs - told)} after its last look, ${seconds(dueMs - told)} are meant`] : [];
  });
}

function beginsLook({ operation }: Exchange): boolean {
  return bucketOf(operation) === 'graphql';
}

/** 0 where nothing that begins a look has to wait. Without a word GitHub asks for a minute, and longer each time, up to the limit that is waited for. */
function waitsUntilMs(answer: EntryOf<'answered'>, exchange: Exchange | undefined): number {
  const wait = exchange === undefined ? 'none' : toldToWait(answer, exchange);
  if (exchange === undefined || wait === 'none' || !(wait.isAll || beginsLook(exchange))) return 0;
  const forMs = wait.kind === 'unsaid' ? LIMIT_MS_MAX : wait.forMs;
  return forMs > LIMIT_MS_MAX ? 0 : answer.atMs + forMs;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
