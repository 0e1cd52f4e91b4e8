// Asks GitHub what the token may, which rules hold, and whether it runs the workflows that look. A write is asked for in a form that GitHub refuses after it has looked at the permission: with it the answer is
// 422, without it 403. Nothing is created.
import type { ApiAnswer, GithubApi, RestRequest } from '@rampart/github-api';
import { ledgerRef } from '@rampart/ledger-records';
import type { Clock } from '@rampart/rollout-engine';
import { GITHUB, type OtherClock } from './clock-readings.ts';
import type { BranchRule, GithubReadings, PermissionProbe, RulesReading, WorkflowReading } from './github-readings.ts';
import { otherClock } from './read-clocks.ts';

/** Where the state is kept, and where the workflow runs; often the same. */
export interface GithubPlaces {
  readonly state: GithubApi;
  readonly home: GithubApi | 'none';
}

export interface GithubQuestions {
  readonly wanted: readonly WantedPermission[];
  /** File names of the workflows that look at releases. */
  readonly workflows: readonly string[];
  readonly target: string;
}

export interface WantedPermission {
  readonly permission: keyof typeof PROBES;
  readonly access: 'read' | 'write';
  readonly at: 'state' | 'home';
  readonly purpose: string;
  readonly isNeeded: boolean;
}

const NOTHING = '0'.repeat(40);

/** Requests that create nothing: what they name is not there, or is longer than it may be. */
const PROBES = {
  contents: { read: { method: 'GET', path: '/repos/{owner}/{repo}/git/matching-refs/{ref}', params: { ref: 'heads/rollouts/' } }, write: { method: 'POST', path: '/repos/{owner}/{repo}/git/refs', params: { ref: 'refs/heads/rollouts/doctor', sha: NOTHING } } },
  deployments: { read: { method: 'GET', path: '/repos/{owner}/{repo}/deployments', params: { per_page: 1 } }, write: { method: 'POST', path: '/repos/{owner}/{repo}/deployments', params: { ref: NOTHING, auto_merge: false, required_contexts: [], environment: 'rampart-doctor' } } },
  statuses: { read: { method: 'GET', path: '/repos/{owner}/{repo}/commits/{ref}/status', params: { ref: 'HEAD' } }, write: { method: 'POST', path: '/repos/{owner}/{repo}/statuses/{sha}', params: { sha: NOTHING, state: 'success', context: 'rampart/doctor' } } },
  issues: { read: { method: 'GET', path: '/repos/{owner}/{repo}/issues', params: { per_page: 1 } }, write: { method: 'POST', path: '/repos/{owner}/{repo}/issues', params: { title: 'x'.repeat(300) } } },
} as const satisfies Readonly<Record<string, Readonly<Record<'read' | 'write', RestRequest>>>>;

export async function readGithub({ state, home }: GithubPlaces, { wanted, workflows, target }: GithubQuestions): Promise<GithubReadings> {
  const probes: PermissionProbe[] = [];
  const isElsewhere = home !== 'none' && nameOf(home) !== nameOf(state);
  for (const { permission, access, at, purpose, isNeeded } of wanted) {
    const api = at === 'state' ? state : home;
    // State is kept elsewhere so that jobs which look need not write here: notes on a release are promote's, which may.
    if (isElsewhere && at === 'home' && permission === 'contents' && access === 'write') continue;
    // Where state and workflow are in one repository, one answer is for both.
    if (api === 'none' || probes.some((known) => known.permission === permission && known.access === access && known.repository === nameOf(api))) continue;
    const answer = await api.rest<unknown>(PROBES[permission][access]);
    probes.push({ permission, access, repository: nameOf(api), tokenOf: isElsewhere && at === 'state' ? 'state-token' : 'job', purpose, isNeeded, answer: judged(answer) });
  }
  const workplace = home === 'none' ? state : home;
  return { probes, rules: await readRules(state, workplace, target), workflows: await readWorkflows(workplace, workflows) };
}

/** One after the other: they are one or two. */
async function readWorkflows(api: GithubApi, files: readonly string[]): Promise<readonly WorkflowReading[]> {
  const readings: WorkflowReading[] = [];
  for (const file of files) readings.push({ file, repository: nameOf(api), answer: stateIn(await api.rest<unknown>({ method: 'GET', path: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}', params: { workflow_id: file } })) });
  return readings;
}

function stateIn(answer: ApiAnswer<unknown>): WorkflowReading['answer'] {
  switch (answer.kind) {
    case 'ok':
      return { kind: 'known', state: textAt(answer.value, 'state') };
    case 'denied':
      return { kind: 'may-not' };
    case 'not-found':
      return { kind: 'not-there' };
    default:
      return { kind: 'unknown', why: answer.why };
  }
}

function nameOf({ repository }: GithubApi): string {
  return `${repository.owner}/${repository.repo}`;
}

function judged(answer: ApiAnswer<unknown>): PermissionProbe['answer'] {
  switch (answer.kind) {
    // Refused for what was asked, not for who asked.
    case 'refused':
    case 'conflict':
    case 'ok':
      return { kind: 'granted' };
    case 'denied':
      return { kind: 'missing', accepted: answer.accepted };
    case 'not-found':
    case 'unknown':
    case 'expired':
    case 'errors':
    case 'limited':
      return { kind: 'unknown', why: answer.why };
  }
}

async function readRules(state: GithubApi, home: GithubApi, target: string): Promise<RulesReading> {
  const ledgerBranch = ledgerRef(target).replace('refs/heads/', '');
  const onLedger = await rulesOf(state, ledgerBranch);
  if (onLedger.kind === 'unreadable') return onLedger;
  const refs = await state.rest<unknown>({ method: 'GET', path: '/repos/{owner}/{repo}/git/matching-refs/{ref}', params: { ref: `heads/${ledgerBranch}` } });
  const repository = await home.rest<unknown>({ method: 'GET', path: '/repos/{owner}/{repo}' });
  const base = repository.kind === 'ok' ? textAt(repository.value, 'default_branch') : '';
  const onBase = base === '' ? ({ kind: 'read', rules: [] } as const) : await rulesOf(home, base);
  return {
    kind: 'read',
    repository: nameOf(state),
    ledgerBranch,
    ledgerExists: refs.kind === 'ok' && listIn(refs.value).some((ref) => textAt(ref, 'ref') === ledgerRef(target)),
    onLedger: await withBypass(state, onLedger.rules),
    base: base === '' ? 'the default branch' : base,
    requiredOnBase: onBase.kind === 'read' ? onBase.rules.flatMap((rule) => requiredBy(rule)) : [],
  };
}

async function rulesOf(api: GithubApi, branch: string): Promise<{ readonly kind: 'read'; readonly rules: readonly unknown[] } | Extract<RulesReading, { kind: 'unreadable' }>> {
  const answer = await api.rest<unknown>({ method: 'GET', path: '/repos/{owner}/{repo}/rules/branches/{branch}', params: { branch, per_page: 100 } });
  return answer.kind === 'ok' ? { kind: 'read', rules: listIn(answer.value) } : { kind: 'unreadable', why: answer.why };
}

async function withBypass(api: GithubApi, rules: readonly unknown[]): Promise<readonly BranchRule[]> {
  const found = new Map<string, { readonly name: string; readonly isBypassed: boolean }>();
  for (const id of new Set(rules.map((rule) => numberAt(rule, 'ruleset_id')).filter((id) => id !== ''))) {
    const answer = await api.rest<unknown>({ method: 'GET', path: '/repos/{owner}/{repo}/rulesets/{ruleset_id}', params: { ruleset_id: id } });
    if (answer.kind !== 'ok') continue;
    const bypass = textAt(answer.value, 'current_user_can_bypass');
    found.set(id, { name: textAt(answer.value, 'name'), isBypassed: bypass === 'always' || bypass === 'exempt' });
  }
  return rules.map((rule) => {
    const id = numberAt(rule, 'ruleset_id');
    const ruleset = found.get(id);
    return { type: textAt(rule, 'type'), ruleset: ruleset?.name || (id === '' ? 'of a branch protection' : id), isBypassed: ruleset?.isBypassed ?? false };
  });
}

function requiredBy(rule: unknown): readonly string[] {
  const checks = textAt(rule, 'type') === 'required_status_checks' ? at(at(rule, 'parameters'), 'required_status_checks') : [];
  return listIn(checks).map((check) => textAt(check, 'context'));
}

/** GitHub's Date beside this machine's clock; nothing where it does not answer. */
export async function readGithubClock(api: GithubApi, clock: Clock): Promise<readonly OtherClock[]> {
  const sentMs = clock.nowMs();
  const answer = await api.rest<unknown>({ method: 'GET', path: '/rate_limit' });
  return answer.kind === 'ok' ? otherClock(GITHUB, answer.headers['date'] ?? '', { sentMs, cameMs: clock.nowMs() }) : [];
}

// --- answers, of which only the fields above are looked at ------------------------------------------------------------------

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

function textAt(value: unknown, key: string): string {
  const found = at(value, key);
  return typeof found === 'string' ? found : '';
}

function numberAt(value: unknown, key: string): string {
  const found = at(value, key);
  return typeof found === 'number' ? String(found) : '';
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
