// The faults of the table (reference: GitHub as a platform, 7.2) by number, as this suite plays them.

export interface ListedFault {
  readonly number: number;
  readonly name: string;
  /** How it is played here, where it is not plainly what its name says. */
  readonly as: string;
  /** The test with real processes that has what cannot be played here; empty where nothing is left out. */
  readonly elsewhere: string;
}

export const FAULTS: readonly ListedFault[] = [
  f(1, '5xx, not applied'),
  f(2, 'applied, reply lost', 'also: applied long after the client gave up, delivered twice'),
  f(3, 'broken reply', 'also: an answer to a query in part, with an error beside it'),
  f(4, 'secondary limit with Retry-After'),
  f(5, 'primary limit'),
  f(6, 'secondary limit without a header'),
  f(7, 'token expires'),
  f(8, 'permission missing, or hidden'),
  f(9, '409 on the git routes'),
  f(10, 'a rule says no'),
  f(11, 'stale reads', 'single ones, and replicas that lag'),
  f(12, 'a ref just made is not there yet'),
  f(13, 'branch rewound, deleted, recreated', 'some between the read and the write of a job; later put back by a person'),
  f(14, 'file of the ledger edited', 'garbage, cut off, a schema from the future; later put back by a person'),
  f(15, '2 to 16 jobs at once', 'of one kind, or looks beside rollbacks, promotions and words of people'),
  f(16, 'duplicate, late and stalled looks'),
  f(17, 'pending run cancelled by a newer one'),
  f(18, 're-run, up to the 50th attempt', 'also of a job of the release before'),
  f(19, 'SIGINT, SIGTERM, SIGKILL', 'the abort signal, and the end of the process, at any await point', 'actions/canary-step/test/golden'),
  f(20, 'runner lost'),
  f(21, 'job timeout'),
  f(22, 'busy while it is cancelled', 'the process hears of the signal late', 'actions/canary-step/test/golden'),
  f(23, 'clocks that are off, and jump'),
  f(24, 'outputs cannot be written', 'the port of the outputs fails', 'actions/canary-step/test/golden'),
  f(25, 'words of a megabyte', 'from the router, and from a person', 'actions/canary-step/test/golden'),
  f(26, 'metrics away, stale, NaN, empty, doubled'),
  f(27, 'half an effect, lost confirmation, two drivers'),
  f(28, 'the rollback itself fails', 'also where the router says that it is done'),
  f(29, 'mirrors doubled, deleted, locked', 'and what is ours between a hundred comments of others'),
  f(30, 'no network, redirects', 'the connection is refused, before TLS or anything else', 'packages/github-api/src/open-github-api.test.ts'),
  f(31, 'partial write of a local file', 'the manifest of a freeze cannot be written', 'actions/freeze-data/src/main.itg.test.ts'),
  f(32, 'hostile words', 'in reasons, in names of people, from the router', 'packages/github-state/test/mirrors-hostile.property.test.ts'),
  f(33, 'data changes while it is frozen', 'freeze, change, release, at any time of a rollout'),
  f(34, 'no crons for hours'),
];

function f(number: number, name: string, as = '', elsewhere = ''): ListedFault {
  return { number, name, as, elsewhere };
}
