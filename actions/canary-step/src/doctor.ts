// `mode: doctor`: looks at everything that a rollout will need, decides nothing and changes nothing. Red while a person has something to mend.
import { performance } from 'node:perf_hooks';
import type { ActionContext, ActionResult, Annotation } from '@rampart/action-kit';
import { lookingWorkflows, systemClock, type OpenedTargets } from '@rampart/ports-from-policy';
import { cleanLine, doctorLines, doctorSummary, doctorVerdict, shellWord } from '@rampart/report';
import { visit, wantedPermissions, type Finding, type GithubPlaces, type Visit } from '@rampart/rollout-doctor';
import type { contract } from './contract.ts';

type Opened = Extract<OpenedTargets, { kind: 'targets' }>;

/** A job's log is read by nobody who waits: two blocks, but no longer than this. */
const LOOK_MS_MAX = 20_000;
/** In a log nothing is cut off. */
const LOG_STYLE = { color: false, width: 1_000 };

/** `mirrors`: names of those that are wanted; empty: all. */
export async function examineTargets({ targets, github }: Opened, { signal, log }: Pick<ActionContext, 'signal' | 'log'>, { mirrors, workspace, ledger }: { readonly mirrors: readonly string[]; readonly workspace: string; readonly ledger: string }): Promise<ActionResult<typeof contract>> {
  const ledgerOption = github === 'none' ? optionFor(ledger) : isSame(github.apis) ? '' : optionFor(`github:${nameOf(github.apis.state)}`);
  const lookMs = Math.min(LOOK_MS_MAX, 2 * Math.max(...targets.map(({ pinned }) => pinned.policy.expert.blockMs)));
  const visits = await visit(
    targets.map(({ pinned, ports, freezes }) => ({ policy: pinned.policy, ports, freezes, ledgerOption })),
    { clock: systemClock, steadyMs: () => performance.now(), fetch: globalThis.fetch, signal, lookMs, github: github === 'none' ? 'none' : { ...github.apis, wanted: wantedPermissions(mirrors), workflows: await lookingWorkflows(workspace) } },
  );
  signal.throwIfAborted();
  for (const found of visits) for (const line of doctorLines(found, LOG_STYLE)) log(line);
  return presentVisits(visits);
}

/** A person's checkout of the workflow's repository has the same ledger as its `origin`. */
function isSame({ state, home }: GithubPlaces): boolean {
  return home !== 'none' && nameOf(state) === nameOf(home);
}

function nameOf({ repository: { owner, repo } }: GithubPlaces['state']): string {
  return `${owner}/${repo}`;
}

function optionFor(ledger: string): string {
  return ledger === 'origin' ? '' : ` --ledger ${shellWord(ledger)}`;
}

export function presentVisits(visits: readonly Visit[]): ActionResult<typeof contract> {
  const isIll = visits.some(({ needsMending }) => needsMending);
  const sentence = visits.map((found) => cleanLine(`${found.target}: ${doctorVerdict(found)}.`)).join('\n');
  const summary = doctorSummary(visits);
  return {
    exitCode: isIll ? 1 : 0,
    outputs: { decision: 'idle', needs: isIll ? 'human' : 'nothing', sentence, weight: '', harm: '', rolloutId: '', targets: JSON.stringify(visits.map(({ target, needsMending }) => ({ target, needsMending }))), toPromote: '[]', toRollBack: '[]', decisionJson: JSON.stringify(visits), report: summary },
    summary,
    annotations: visits.flatMap(({ target, examined }) => examined.flatMap(({ findings }) => findings.map((finding) => annotation(target, finding)))),
    closing: { decided: 'nothing, the doctor only looks', why: sentence.replaceAll('\n', ' '), next: isIll ? 'A person mends what is marked, then runs the doctor again.' : 'A rollout may start.' },
  };
}

function annotation(target: string, { code, gravity, about, seen, fix }: Finding): Annotation {
  return { level: gravity === 'mend' ? 'error' : 'warning', title: cleanLine(`${target}: ${code} ${about}`), message: cleanLine(`${seen}. Fix: ${fix.text}${fix.paste.length === 0 ? '' : ' (in the log, ready to copy)'}`, 1_000), place: { kind: 'nowhere' } };
}
