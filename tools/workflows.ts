// Rules for workflows, ours and those that users copy: what they call is pinned by commit, every job says which permissions it needs and
// how long it may take, nothing that strangers write becomes a script, and nothing can hold a rollback up.
import { jobsOf, readWorkflowYaml } from './workflow-sources.ts';
import { ownActionOf } from './workflow-actions.ts';

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
/** Ours, as users call them; they choose the commit. */
const OWN = /^rampart-actions\/rampart\/actions\/[\w-]+@v1$/;

/** One sentence per break of the rules in the workflow `text` of `file`. */
export function findWorkflowMistakes(file: string, text: string): readonly string[] {
  return [...findLooseEnds(file, text), ...findDangers(file, text)];
}

/** What a copy should not keep: tags that can be moved, tokens on disk. */
export function findLooseEnds(file: string, text: string): readonly string[] {
  return [...findLoosePins(file, text), ...findKeptCredentials(file, text)];
}

export function findDangers(file: string, text: string): readonly string[] {
  return [...findMissingPermissions(file, text), ...findScriptsWithExpressions(file, text), ...findForeignCheckouts(file, text), ...findHeldRollbacks(file, text), ...findCrowdedLooks(file, text), ...findLostConclusions(file, text)];
}

/** `uses:` of this repository (`./...`) needs no pin; everything else is a commit with its version in a comment. */
function findLoosePins(file: string, text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const [, action = '', comment = ''] = /^\s*(?:-\s+)?uses:\s*['"]?([^\s'"#]+)['"]?\s*(#.*)?$/.exec(line) ?? [];
    if (action === '' || action.startsWith('./') || OWN.test(action)) return [];
    const place = `${file}:${index + 1}`;
    if (!PINNED.test(action)) return [`${place} uses ${action}: a tag can be moved. Pin the commit: ${action.split('@')[0] ?? ''}@<40 hex digits> # vX.Y.Z.`];
    return /^# v\d+\.\d+\.\d+$/.test(comment.trim()) ? [] : [`${place} pins ${action} without its version. End the line with "# vX.Y.Z".`];
  });
}

function findMissingPermissions(file: string, text: string): readonly string[] {
  const workflow = readWorkflowYaml(text);
  const jobs = jobsOf(text).filter(([, job]) => job.permissions === undefined);
  return [
    ...(Object.keys(workflow.permissions ?? { all: true }).length > 0 ? [`${file} gives permissions to every job. Write "permissions: {}" at the top, and what each job needs in the job.`] : []),
    ...jobs.map(([name]) => `${file} job ${name} says no permissions. Add "permissions:" with what it needs.`),
  ];
}

function findKeptCredentials(file: string, text: string): readonly string[] {
  return jobsOf(text).flatMap(([name, job]) => {
    const writes = JSON.stringify(job.permissions ?? {}).includes('"contents":"write"');
    return keepsCredentials(job.steps ?? []) && !writes ? [keptCredentials(file, name)] : [];
  });
}

/** The same where a job may write: our actions take their token as an input, and scripts from their environment. */
export function findCredentialsOnDisk(file: string, text: string): readonly string[] {
  return jobsOf(text).flatMap(([name, { steps = [] }]) => (keepsCredentials(steps) ? [keptCredentials(file, name)] : []));
}

function keepsCredentials(steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[]): boolean {
  return steps.some((step) => step.uses?.startsWith('actions/checkout@') === true && step.with?.['persist-credentials'] !== false);
}

function keptCredentials(file: string, job: string): string {
  return `${file} job ${job} leaves the token in .git/config. Add "persist-credentials: false" to the checkout.`;
}

/** An expression is pasted into the script before a shell reads it: what it holds would be run. */
function findScriptsWithExpressions(file: string, text: string): readonly string[] {
  return jobsOf(text).flatMap(([name, { steps = [] }]) =>
    steps.flatMap(({ run = '' }) => [...run.matchAll(/\$\{\{.*?\}\}/g)].map(([expression]) => `${file} job ${name} puts ${expression} into a script. Hand it over in "env:" and write "$NAME".`)),
  );
}

/** `pull_request_target` has rights that the pull request must not get at. */
function findForeignCheckouts(file: string, text: string): readonly string[] {
  if (!JSON.stringify(readWorkflowYaml(text).on ?? '').includes('pull_request_target')) return [];
  return jobsOf(text)
    .filter(([, { steps = [] }]) => steps.some(({ uses = '', run }) => uses.startsWith('actions/checkout@') || run !== undefined))
    .map(([name]) => `${file} job ${name} checks out or runs something on pull_request_target. Call actions only.`);
}

/** Of a group one job runs and one waits, and a newer one cancels what waits. */
function findHeldRollbacks(file: string, text: string): readonly string[] {
  const isShared = readWorkflowYaml(text).concurrency !== undefined;
  return jobsOf(text)
    .filter(([, { concurrency, steps = [] }]) => (isShared || concurrency !== undefined) && steps.some((step) => ownActionOf(step) === 'rollback'))
    .map(([name]) => `${file} job ${name} rolls back in a concurrency group: a newer run would cancel it while it waits. Give groups to other jobs only.`);
}

/** A job that stays is still there when the schedule starts the next, and both would ask GitHub at every look. */
function findCrowdedLooks(file: string, text: string): readonly string[] {
  const workflow = readWorkflowYaml(text);
  if (!JSON.stringify(workflow.on ?? '').includes('schedule') || workflow.concurrency !== undefined) return [];
  return jobsOf(text)
    .filter(([, { concurrency, steps = [] }]) => concurrency === undefined && steps.some((step) => ownActionOf(step) === 'canary-step' && mayStay(step.with?.['mode'])))
    .map(([name]) => `${file} job ${name} may stay for hours while the schedule starts one after the other beside it. Give the job a "concurrency:" group.`);
}

function mayStay(mode: unknown): boolean {
  return typeof mode !== 'string' || /auto|watch/.test(mode);
}

/** What one look has concluded is made also where another target made that job red, each by itself, and asked of the reviewers once. */
function findLostConclusions(file: string, text: string): readonly string[] {
  return jobsOf(text).flatMap(([name, { if: condition = '', concurrency, environment, strategy, steps = [] }]) => {
    const matrix = JSON.stringify(strategy?.matrix ?? '');
    if (!/outputs\.to-(?:promote|roll-back)/.test(matrix)) return [];
    const promotion = steps.find((step) => ownActionOf(step) === 'promote');
    const asks = promotion !== undefined && environment !== undefined;
    const showsDeployment = (promotion?.with?.['ledger'] ?? 'github') === 'github';
    return [
      ...(String(condition).includes('!cancelled()') ? [] : [`${file} job ${name} is skipped when another target made the step red. Begin its "if:" with "!cancelled() && ".`]),
      ...(strategy?.['fail-fast'] === false ? [] : [`${file} job ${name} ends all of its rollouts when one fails. Add "fail-fast: false" to its strategy.`]),
      ...(asks && concurrency === undefined ? [`${file} job ${name} asks the reviewers again at every look. Give it a "concurrency:" group per rollout-id.`] : []),
      ...(asks && showsDeployment && !JSON.stringify(environment).includes('"deployment":false') ? [`${file} job ${name} makes a deployment beside Rampart's. Add "deployment: false" to its environment.`] : []),
    ];
  });
}

/** A job that hangs is ended after six hours otherwise. */
export function findEndlessJobs(file: string, text: string): readonly string[] {
  return jobsOf(text).flatMap(([name, job]) => (job['timeout-minutes'] === undefined ? [`${file} job ${name} may take six hours. Add "timeout-minutes:".`] : []));
}

/** A template opens with when to use it and what to change. */
export function findUnexplained(file: string, text: string): readonly string[] {
  const head = /^(?:#[^\n]*\n)+/.exec(text)?.[0] ?? '';
  const isExplained = head.split('\n').length > 3 && head.includes('\n# Change: ');
  return isExplained ? [] : [`${file} does not say when to use it and what to change. Open it with a comment of a few lines, one of them "# Change: ...".`];
}
