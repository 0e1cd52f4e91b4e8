// What a look has concluded is made by jobs of their own, with reviewers and permissions of their own: a promotion, or the end of a rollback. A job that
// stays for other targets has no outputs before its end, so it has each of them made in a run of its own: one run per rollout, known by its name.
// That a run was asked for is written nowhere: GitHub's list of runs knows it, and whether it was cancelled, rejected or lost.

export interface Conclusion {
  readonly what: 'promote' | 'roll back';
  readonly target: string;
  readonly policyFile: string;
  readonly rolloutId: string;
}

export interface ConclusionRun {
  /** Not over: it waits for its reviewers, too. */
  readonly isOpen: boolean;
  readonly createdAtMs: number;
}

/** Where conclusions have runs of their own. Nothing is thrown; what is not known is never taken for an answer. */
export interface Conclusions {
  /** All that are named so and can still matter, in any order. */
  readonly runs: (name: string) => Promise<{ readonly kind: 'known'; readonly runs: readonly ConclusionRun[] } | { readonly kind: 'unknown'; readonly why: string }>;
  /** Safe to repeat: two runs of one name do the work once. `unknown`: it may have begun all the same. */
  readonly start: (conclusion: Conclusion, name: string) => Promise<{ readonly kind: 'sent' | 'unknown' } | { readonly kind: 'refused'; readonly why: string }>;
}

/** `elsewhere`: a run was seen that makes it, so this job's outputs do not ask for it again. */
export type Asked = { readonly kind: 'elsewhere' } | { readonly kind: 'here'; readonly why: string };

/** A regression after the decision to promote is another conclusion: its run must not wait for the one that waits for its reviewers. */
export function nameOfRun({ what, target, rolloutId }: Conclusion): string {
  return `${what} ${target} (rollout ${rolloutId})`;
}

/** A run that ended and concluded nothing was cancelled, rejected or held: as soon after its beginning, nobody is asked again. */
export const AGAIN_MS = 900_000;

/** How long after each other the list is read for a run that was just started: a reply is no proof, a run is. */
const SEEN_AFTER_MS: readonly number[] = [2_000, 5_000, 15_000];

interface Clock {
  nowMs(): number;
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export interface Asking {
  /** Asks for a run unless there is one. `flush` brings what the run has to read to the ledger. Between two answers from GitHub lie at least `everyMs`. */
  ask(conclusion: Conclusion, parts: { readonly everyMs: number; readonly flush: () => Promise<unknown> }): Promise<Asked>;
}

/** For one job, which remembers what it saw. */
export function askingFor(conclusions: Conclusions, clock: Clock, signal: AbortSignal): Asking {
  const seen = new Map<string, { readonly atMs: number; readonly asked: Asked }>();
  return {
    ask: async (conclusion, { everyMs, flush }) => {
      const name = nameOfRun(conclusion);
      const known = seen.get(name);
      if (known !== undefined && clock.nowMs() - known.atMs < everyMs) return known.asked;
      const asked = await askOnce(conclusions, conclusion, { name, clock, signal, flush });
      seen.set(name, { atMs: clock.nowMs(), asked });
      return asked;
    },
  };
}

interface AskingParts {
  readonly name: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly flush: () => Promise<unknown>;
}

async function askOnce(conclusions: Conclusions, conclusion: Conclusion, { name, clock, signal, flush }: AskingParts): Promise<Asked> {
  const before = await conclusions.runs(name);
  if (before.kind === 'unknown') return { kind: 'here', why: `whether ${name} has a run already cannot be read: ${before.why}` };
  if (isAsked(before.runs, clock.nowMs())) return { kind: 'elsewhere' };
  await flush();
  const started = await conclusions.start(conclusion, name);
  if (started.kind === 'refused') return { kind: 'here', why: `no run could be started to ${name}: ${started.why}` };
  for (const waitMs of SEEN_AFTER_MS) {
    await clock.sleep(waitMs, signal);
    const after = await conclusions.runs(name);
    if (after.kind === 'known' && isAsked(after.runs, clock.nowMs())) return { kind: 'elsewhere' };
    if (signal.aborted) break;
  }
  return { kind: 'here', why: `a run was asked for to ${name}, and none of that name is there. The workflow that begins with the event rampart-conclude has to be on the default branch, with the run-name of examples/workflows/rollout.yml` };
}

function isAsked(runs: readonly ConclusionRun[], nowMs: number): boolean {
  return runs.some(({ isOpen, createdAtMs }) => isOpen || nowMs - createdAtMs < AGAIN_MS);
}
