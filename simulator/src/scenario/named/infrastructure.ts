// Routers, ledgers, registries and slots that fail (research notes, 2.4), and what both versions depend on.
import { DEFAULT_MISBEHAVING } from '../default-scenario.ts';
import { aNamed, type NamedScenario } from './named-scenario.ts';
import { DAY, HOUR, MINUTE, SECOND } from './times.ts';

const dead = { kind: 'crash', ...DEFAULT_MISBEHAVING, pods: 1, loopMs: 'none' } as const;
const inTheRamp = { atMs: MINUTE, forMs: 10 * MINUTE };

export function infrastructure(): readonly NamedScenario[] {
  return [
    aNamed({ name: 'router-away', about: 'The router does not answer for ten minutes.', grounding: 'Control planes go away; traffic goes on.', turns: 'router-unreadable', faults: [{ kind: 'router-unavailable', ...inTheRamp }] }),
    aNamed({ name: 'router-refuses', about: 'The router refuses every change for ten minutes.', grounding: 'A full disk, a lock, a quota.', turns: 'router-refused-and-gave-in', faults: [{ kind: 'router-fails', ...inTheRamp }] }),
    aNamed({ name: 'router-reply-lost', about: 'Changes are made and nobody hears of it.', grounding: 'The classic unknown outcome: a lost response.', turns: 'read-back-what-nobody-confirmed', faults: [{ kind: 'router-reply-lost', atMs: 0, forMs: 10 * MINUTE }] }),
    aNamed({ name: 'router-lies', about: 'Changes are acknowledged and not made.', grounding: 'Acknowledged but not applied.', turns: 'asked-again-what-was-promised', faults: [{ kind: 'router-lies', ...inTheRamp }] }),
    aNamed({ name: 'router-halves', about: 'A change gets half of the way, and the router goes away in the middle of it.', grounding: 'Partly applied.', turns: 'half-way-and-told', horizonMs: 2 * HOUR, faults: [{ kind: 'router-halves', ...inTheRamp }] }),
    aNamed({ name: 'router-takes-its-time', about: 'Changes are made a minute and a half after they were acknowledged.', grounding: 'Applied late: up to a quarter of an hour.', turns: 'came-too-late-and-told', horizonMs: 2 * HOUR, faults: [{ kind: 'router-late', byMs: 90 * SECOND, ...inTheRamp }] }),
    aNamed({ name: 'ten-instances', about: 'The router can only share by tenths.', grounding: 'Without a traffic router a weight becomes whole pods (Argo).', turns: 'coarser-than-the-promise', horizonMs: 2 * HOUR, policy: 'small', traffic: { requestsPerSecond: 5 }, router: { stepPpm: 100_000 } }),
    aNamed({ name: 'rolling-instances', about: 'A release over eight equal instances.', grounding: 'Rolling releases are ramps in whole instances.', turns: 'by-eighths', policy: 'rolling', traffic: { requestsPerSecond: 5 }, router: { stepPpm: 125_000 } }),
    aNamed({ name: 'router-without-mirror', about: 'A policy with a shadow on a router that cannot copy requests.', grounding: 'Many ingress controllers cannot.', turns: 'cannot-copy', policy: 'shadowed', router: { canMirror: false }, horizonMs: HOUR }),
    aNamed({ name: 'never-ready', about: 'The candidate is placed and never becomes ready.', grounding: 'An image that waits for a secret.', turns: 'never-had-traffic', horizonMs: 2 * HOUR, faults: [{ kind: 'never-ready', atMs: 0, forMs: DAY }] }),
    aNamed({ name: 'deployer-away', about: 'The candidate cannot be placed for a while.', grounding: 'A deployer behind a rate limit.', turns: 'placed-at-last', faults: [{ kind: 'deployer-fails', atMs: 0, forMs: 20 * MINUTE }] }),
    aNamed({ name: 'candidate-evicted', about: 'The candidate disappears from its slot for some minutes of the ramp.', grounding: 'Preempted nodes.', turns: 'came-back-to-its-slot', faults: [{ kind: 'slot-lost', arm: 'candidate', ...inTheRamp }] }),
    aNamed({
      name: 'bad-rollback-target',
      about: 'The candidate dies, and what it would be rolled back to is gone.',
      grounding: 'Deleted images, expired features, scaled to zero; Knight removed good code from seven servers.',
      turns: 'halted-with-nowhere-to-go',
      horizonMs: 4 * HOUR,
      policy: 'rolling',
      traffic: { requestsPerSecond: 5 },
      router: { stepPpm: 125_000 },
      behaviours: [{ ...dead, since: 'first-traffic', fromMs: 5 * MINUTE }],
      faults: [{ kind: 'slot-lost', arm: 'stable', atMs: 4 * MINUTE, forMs: DAY }],
    }),
    aNamed({ name: 'registry-away-at-promotion', about: 'The registry is away when the pointer has to move.', grounding: 'Registries are git hosts, and those have outages.', turns: 'pointer-waited-for-the-registry', faults: [{ kind: 'registry-unavailable', atMs: MINUTE, forMs: 3 * HOUR }] }),
    aNamed({ name: 'ledger-away-while-it-burns', horizonMs: 3 * HOUR, about: 'The candidate dies while the ledger cannot be written.', grounding: 'Lowering waits for nothing.', turns: 'decided-when-the-ledger-came-back', behaviours: [{ ...dead, since: 'first-traffic', fromMs: 3 * MINUTE }], faults: [{ kind: 'ledger-unavailable', atMs: 4 * MINUTE, forMs: 20 * MINUTE }] }),
    aNamed({ name: 'ledger-reply-lost', about: 'Records are made and nobody hears of it.', grounding: '5xx after a commit.', turns: 'found-its-record-again', faults: [{ kind: 'ledger-reply-lost', ...inTheRamp }] }),
    aNamed({ name: 'ledger-lost', about: 'Records are not made, and nobody says so.', grounding: 'A connection that breaks before the commit.', turns: 'wrote-its-record-again', faults: [{ kind: 'ledger-lost-not-applied', ...inTheRamp }] }),
    aNamed({ name: 'ledger-conflicts', about: 'Every record loses its race for ten minutes.', grounding: '409 on ref updates under load.', turns: 'lost-every-race', faults: [{ kind: 'ledger-conflicts', ...inTheRamp }] }),
    aNamed({ name: 'ledger-stale', about: 'Reads show the ledger as it was ten minutes ago.', grounding: 'Eventual consistency of replicas.', turns: 'read-an-old-ledger', faults: [{ kind: 'ledger-stale', ...inTheRamp }] }),
    aNamed({ name: 'pinned-data-changed', about: 'A frozen feature file is changed in the middle of the release.', grounding: 'A backfill that nobody announced.', turns: 'pinned-data-moved', faults: [{ kind: 'frozen-data-changed', ...inTheRamp }] }),
    aNamed({ name: 'common-outage', about: 'A database that both versions need is down for twenty minutes: two of five requests fail.', grounding: 'Most outages of ML services are not the model\'s (96 post-mortems, Google).', turns: 'both-failed', policy: 'rolling', traffic: { requestsPerSecond: 5 }, router: { stepPpm: 125_000 }, faults: [{ kind: 'common-outage', points: 0.4, atMs: 5 * MINUTE, forMs: 20 * MINUTE }] }),
    aNamed({ name: 'own-dependency-down', about: 'A feature store that only the candidate uses is down.', grounding: 'Harm is harm, whatever the cause.', turns: 'out-for-its-dependency', faults: [{ kind: 'dependency-down', points: 0.3, atMs: 5 * MINUTE, forMs: 20 * MINUTE }] }),
  ];
}
