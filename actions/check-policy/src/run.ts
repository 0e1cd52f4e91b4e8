// The action itself: which policies changed, whether they keep their promises, and what the change does to them. Knows no disk, no git and no GitHub.
import { ActionError, type ActionResult, type Annotation, type InputsOf, type Mistake } from '@rampart/action-kit';
import { count, counted, shellWord } from '@rampart/report';
import { checkJson, judgePolicy, mergeShards, renderCheckTerminal, reportOf, runShard, subjectWorld, type CheckResult, type FixedCheck, type Judged, type Progress, type Shard, type ShardFile } from '@rampart/simulator';
import { annotationsOf, mistakeAnnotation } from './annotations.ts';
import { compareWithBase } from './compare-with-base.ts';
import type { contract } from './contract.ts';
import type { CheckPolicyPorts } from './ports.ts';
import { checkOf, wordsOf, type PolicyCheck, type ProvedPolicy } from './proved-policy.ts';
import { sameVersion } from './policy-version.ts';
import { readOrder, type CheckOrder } from './read-order.ts';
import { renderComment } from './render-comment.ts';
import { ICONS, renderReport, type ReportParts } from './render-report.ts';
import { readRowsFiles, rowsText } from './rows-file.ts';
import { surveyPolicies, type Survey, type SurveyedPolicy } from './survey.ts';
import { verdictOn } from './verdict.ts';

type Result = ActionResult<typeof contract>;

/** Exit code 0: all proved, some open, or nothing to prove; 1: a promise is broken, or nothing is proved; 2, or ActionError with 2: mistakes. */
export async function run(inputs: InputsOf<typeof contract>, ports: CheckPolicyPorts): Promise<Result> {
  const order = readOrder(inputs);
  const survey = await surveyPolicies(order.patterns, { head: ports.head, base: ports.base, all: order.all });
  const wanted = order.all ? [...survey.changed, ...survey.unchanged] : survey.changed;
  const mistakes = [...survey.mistakes, ...(survey.mistakes.length > 0 ? [] : worldMistakes(wanted, order))];
  const commented = inputs.comment && order.part.kind !== 'shard';
  if (mistakes.length > 0) return await refused(mistakes, ports, commented);
  const checks = wanted.map((policy) => ({ ...policy, ...checkOf(policy.version, { order, codeHash: ports.codeHash }) }));
  ports.log(`${policiesCounted(checks.length)} to prove, ${survey.unchanged.length} unchanged, ${survey.deleted.length} deleted; ${baseWords(ports)}.`);
  if (order.part.kind === 'shard') return await computeShard(checks, order.part, ports);
  const judged = order.part.kind === 'merge' ? await mergedBy(checks, order.part.rows, ports) : new Map<string, Judged>();
  const proved: ProvedPolicy[] = [];
  for (const check of checks) proved.push(await prove(check, judged, ports));
  return await concluded(proved, { survey: order.all ? { ...survey, unchanged: [] } : survey, ports, commented });
}

// --- proving ------------------------------------------------------------------------------------------------------------------

type Surveyed = SurveyedPolicy & PolicyCheck;

async function prove(surveyed: Surveyed, merged: ReadonlyMap<string, Judged>, ports: CheckPolicyPorts): Promise<ProvedPolicy> {
  const { version, check } = surveyed;
  const simulating = { pool: ports.pool, onProgress: quarters(version.file, ports) };
  const judged = merged.get(version.file) ?? (await judgePolicy(check, simulating));
  const report = await reportOf(check, judged, { pool: ports.pool });
  const words = wordsOf(surveyed, report);
  const comparison = await comparisonOf(surveyed, ports);
  ports.log(renderCheckTerminal(words, { color: false, width: 120 }).trimEnd());
  if (comparison !== '') ports.log(` ${comparison}`);
  return { version, report, words, comparison };
}

async function comparisonOf({ version, before, check, world }: Surveyed, { pool }: CheckPolicyPorts): Promise<string> {
  switch (before.kind) {
    case 'unknown':
      return '';
    case 'none':
      return 'A new policy: the base has nothing to compare with.';
    case 'broken':
      return 'Not compared with the base: its version has mistakes.';
    case 'version': {
      if (sameVersion(before.version, version)) return '';
      if (before.version.digest === version.digest) return 'Compared with the base: only the traffic profile is another.';
      const own = world.own.kind === 'unknown' ? world.own : subjectWorld(before.version.policy, version.traffic).own;
      return await compareWithBase(check, { policy: before.version.policy, own }, pool);
    }
  }
}

/** A line whenever another quarter of the work is done: nobody watches a job, and who does wants to know that it moves. */
function quarters(file: string, ports: CheckPolicyPorts): (progress: Progress) => void {
  let told = 0;
  return ({ done, total }) => {
    const quarter = Math.floor((4 * done) / Math.max(1, total));
    if (quarter <= told) return;
    told = quarter;
    ports.log(`${file}: ${counted(done, 'simulated release')} of at most ${count(total)}`);
  };
}

// --- shards -------------------------------------------------------------------------------------------------------------------

async function computeShard(checks: readonly Surveyed[], { shard, rows }: { readonly shard: Shard; readonly rows: string }, ports: CheckPolicyPorts): Promise<Result> {
  const parts: { readonly policyFile: string; readonly text: string }[] = [];
  for (const { version, check } of checks) parts.push({ policyFile: version.file, text: await runShard(fixed(check), shard, { pool: ports.pool, onProgress: quarters(version.file, ports) }) });
  const written = await ports.writeRows(rows, rowsText(parts));
  if (written.kind === 'refused') throw wrong('RMP704', 'rows', `${JSON.stringify(rows)} ${written.why}`);
  const sentence = `Part ${shard.index} of ${shard.count} of ${policiesCounted(checks.length)} is in ${rows}.`;
  return {
    exitCode: 0,
    outputs: { verdict: 'shard', sentence, results: '', report: '', commentUrl: '' },
    summary: '',
    annotations: [],
    closing: { decided: sentence, why: 'A part judges nothing.', next: 'The job with merge judges the rows of all parts.' },
  };
}

async function mergedBy(checks: readonly Surveyed[], patterns: readonly string[], ports: CheckPolicyPorts): Promise<ReadonlyMap<string, Judged>> {
  if (checks.length === 0) return new Map();
  const read = await ports.readRows(patterns);
  if (read.kind === 'refused') throw wrong('RMP703', 'merge', read.why);
  const rows = readRowsFiles(read.files);
  if (rows.kind === 'mistakes') throw mistakesOf(rows.mistakes);
  const merged = checks.map(({ version, check }) => ({ file: version.file, merged: mergeShards(fixed(check), rows.byPolicy.get(version.file) ?? NO_FILES) }));
  const mistakes = merged.flatMap((one) => (one.merged.kind === 'mistakes' ? one.merged.mistakes.map((text) => `${one.file}: ${text}.`) : []));
  if (mistakes.length > 0) throw mistakesOf(mistakes);
  return new Map(merged.flatMap((one) => (one.merged.kind === 'merged' ? [[one.file, one.merged.judged]] : [])));
}

const NO_FILES: readonly ShardFile[] = [];

function fixed(check: PolicyCheck['check']): FixedCheck {
  return { ...check, budget: { kind: 'exactly', runs: check.budget.runs } };
}

function mistakesOf([first = '', ...rest]: readonly string[]): ActionError {
  const mistake = (text: string): Mistake => ({ code: 'RMP703', subject: 'merge', text, place: { kind: 'nowhere' } });
  return new ActionError([mistake(first), ...rest.map(mistake)]);
}

function wrong(code: string, subject: string, text: string): ActionError {
  return new ActionError([{ code, subject, text, place: { kind: 'nowhere' } }]);
}

// --- results ------------------------------------------------------------------------------------------------------------------

async function concluded(policies: readonly ProvedPolicy[], { survey, ports, commented }: { readonly survey: Survey; readonly ports: CheckPolicyPorts; readonly commented: boolean }): Promise<Result> {
  const verdict = policies.length === 0 ? nothingToProve(survey) : verdictOn(policies);
  const parts: ReportParts = { icon: verdict.kind === 'unchanged' ? '✅' : ICONS[verdict.kind], sentence: verdict.sentence, policies, survey, notes: ports.base.kind === 'none' ? [`Not compared: ${ports.base.why}.`] : [] };
  const summary = renderReport(parts);
  const comment = await commentOn(renderComment(parts, ports.runUrl), { ports, commented, mode: verdict.kind === 'unchanged' ? 'if-there' : 'write' });
  return {
    exitCode: verdict.exitCode,
    outputs: { verdict: verdict.kind, sentence: verdict.sentence, results: resultsJson(policies.map(({ report }) => report.result)), report: summary, commentUrl: comment.url },
    summary,
    annotations: [...policies.flatMap(annotationsOf), ...comment.annotations, ...baseAnnotations(ports)],
    closing: { decided: verdict.sentence, why: verdict.why, next: nextStep(verdict, policies) },
  };
}

function nothingToProve({ deleted }: Survey): { readonly kind: 'unchanged'; readonly exitCode: 0; readonly sentence: string; readonly why: string } {
  const gone = deleted.length === 0 ? '' : `; ${policiesCounted(deleted.length)} deleted`;
  return { kind: 'unchanged', exitCode: 0, sentence: `No policy changed${gone}.`, why: 'Every policy and its traffic profile mean what they mean at the base.' };
}

function nextStep({ kind }: { readonly kind: string }, policies: readonly ProvedPolicy[]): string {
  const proposed = policies.find(({ report }) => report.changes.length > 0);
  if (kind === 'proved' || kind === 'unchanged') return 'Nothing to do.';
  if (proposed !== undefined) return `rampart check ${shellWord(proposed.version.file)} --apply 1 makes the cheapest change that was found; the summary lists them all.`;
  return kind === 'refuted' ? 'Promise what this traffic allows, or change what the summary names.' : 'The summary says what is missing; more runs may settle it.';
}

async function refused(mistakes: readonly Mistake[], ports: CheckPolicyPorts, commented: boolean): Promise<Result> {
  const sentence = `${counted(mistakes.length, 'mistake')} in policies: nothing was proved.`;
  const notes = mistakes.map(({ place, code, subject, text }) => `${place.kind === 'file' ? `${place.file}:${place.line} ` : ''}${code} ${subject}: ${text}`);
  const parts: ReportParts = { icon: '❌', sentence, policies: [], survey: { deleted: [], unchanged: [] }, notes: notes.flatMap((note) => [note, '']) };
  const comment = await commentOn(renderComment(parts, ports.runUrl), { ports, commented, mode: 'write' });
  const summary = renderReport(parts);
  return {
    exitCode: 2,
    outputs: { verdict: '', sentence, results: '', report: summary, commentUrl: comment.url },
    summary,
    annotations: [...mistakes.map(mistakeAnnotation), ...comment.annotations],
    closing: { decided: sentence, why: mistakes.length === 1 ? 'There is one mistake, named above.' : `There are ${mistakes.length} mistakes, all named above.`, next: 'Correct them; rampart validate lists them, too.' },
  };
}

/** Own traffic can only be simulated where it was measured. */
function worldMistakes(policies: readonly SurveyedPolicy[], { families }: CheckOrder): readonly Mistake[] {
  if (!families.includes('own-traffic')) return [];
  return policies.flatMap(({ version: { file, traffic } }) =>
    traffic.traffic.kind === 'unknown' ? [{ code: 'RMP701', subject: 'family', text: `own-traffic needs the traffic profile ${traffic.file} beside ${file}. Write one with rampart init or rampart fit.`, place: { kind: 'nowhere' } } as const] : [],
  );
}

async function commentOn(body: string, { ports, commented, mode }: { readonly ports: CheckPolicyPorts; readonly commented: boolean; readonly mode: 'write' | 'if-there' }): Promise<{ readonly url: string; readonly annotations: readonly Annotation[] }> {
  if (!commented) return { url: '', annotations: [] };
  const outcome = await ports.comment(body, mode);
  if (outcome.kind === 'written') return { url: outcome.url, annotations: [] };
  // A comment that nobody would have seen is no news.
  if (outcome.kind === 'left-out' || mode === 'if-there') return { url: '', annotations: [] };
  return { url: '', annotations: [{ level: 'notice', title: 'No comment', message: `${outcome.why}. The job summary says the same.`, place: { kind: 'nowhere' } }] };
}

function baseAnnotations({ base }: CheckPolicyPorts): readonly Annotation[] {
  if (base.kind === 'commit' || !base.isMissed) return [];
  return [{ level: 'warning', title: 'Nothing to compare with', message: `${base.why}. Every policy counts as changed.`, place: { kind: 'nowhere' } }];
}

function baseWords({ base }: CheckPolicyPorts): string {
  return base.kind === 'commit' ? `compared with ${base.name}` : `not compared: ${base.why}`;
}

function policiesCounted(count: number): string {
  return `${count} ${count === 1 ? 'policy' : 'policies'}`;
}

function resultsJson(results: readonly CheckResult[]): string {
  const documents: readonly unknown[] = results.map((result): unknown => JSON.parse(checkJson(result)));
  return JSON.stringify(documents);
}
