// rampart fit: what an export of requests says about traffic, errors and labels, for the simulator; and into the traffic profile beside a policy.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDuration, profileFileOf, writeProfile, type Traffic } from '@rampart/policy-document';
import { readPolicyFiles } from '@rampart/ports-from-policy';
import type { Policy } from '@rampart/rollout-policy';
import { fitHistory, HISTORY_COLUMNS, mistakeSentence, profileOfFit, readHistory, type Fit, type HistoryColumn, type HistoryOptions } from '@rampart/simulator/fit';
import { isSet, textValue, type Command, type ExitCode, type Invocation } from '../command.ts';
import { withCsvFile } from '../csv-file.ts';
import { tellFit, untoldIn } from '../fit/tell-fit.ts';
import { secretIn } from '../secretive-console.ts';
import { tellMistakes } from '../targets.ts';
import { trafficBeside } from '../traffic-beside.ts';

/** Without a policy, which says how long its blocks are. */
const SPAN_MS = 10_000;

export const fit: Command = {
  name: 'fit',
  summary: 'fits traffic, errors and label delays to an export (CSV), with what is left over; --write keeps them beside a policy',
  options: {
    policy: { value: 'rampart/fraud.yaml', does: 'the policy whose blocks and checks it is about' },
    write: { does: 'writes what was told into the traffic profile beside the policy' },
    ...columnOptions(),
    every: { value: '5m', does: 'how long the spans of counts are (default: the commonest distance of two rows)' },
  },
  policies: 'none',
  words: '<csv>',
  run: async (invocation) => {
    const [file, ...more] = invocation.words;
    if (file === undefined || more.length > 0) return refuse(invocation, [`rampart fit: name one export, e.g. requests.csv, got ${invocation.words.length}`]);
    const every = parseDuration(textValue(invocation, 'every', '1s'));
    if (every.kind === 'refused' || every.value < 1_000) return refuse(invocation, ['rampart fit: --every: expected the length of a span of at least 1s, e.g. 5m']);
    if (isSet(invocation, 'write') && textValue(invocation, 'policy') === '') return refuse(invocation, ['rampart fit: --write keeps the fit beside a policy. Write --policy rampart/fraud.yaml as well']);
    const beside = await besidePolicy(invocation);
    if (beside.kind === 'told') return beside.exitCode;
    const policy = beside.kind === 'policy' ? beside.policy : 'none';
    const options: HistoryOptions = { columns: namedColumns(invocation), everyMs: textValue(invocation, 'every') === '' ? 'infer' : every.value, check: policy === 'none' ? 'errors' : errorsCheckOf(policy) };
    const reading = withCsvFile(file, invocation.cwd, (source) => readHistory(source, options));
    if (reading.kind === 'unreadable') return refuse(invocation, [`rampart fit: ${reading.why}`]);
    if (reading.value.kind === 'mistakes') return refuse(invocation, reading.value.mistakes.map(mistakeSentence));
    const fitted = fitHistory(reading.value.history, { spanMs: policy === 'none' ? SPAN_MS : policy.expert.blockMs });
    const unknown = policy === 'none' ? [] : unknownChecks(fitted, policy);
    if (unknown.length > 0) return refuse(invocation, unknown);
    return conclude(invocation, fitted, beside);
  },
};

type Beside = { readonly kind: 'alone' } | { readonly kind: 'policy'; readonly file: string; readonly policy: Policy; readonly traffic: Traffic };

async function besidePolicy(invocation: Invocation): Promise<Beside | { readonly kind: 'told'; readonly exitCode: ExitCode }> {
  const file = textValue(invocation, 'policy');
  if (file === '') return { kind: 'alone' };
  const files = await readPolicyFiles([file], invocation.cwd);
  if (files.kind === 'mistakes') return { kind: 'told', exitCode: tellMistakes(invocation, files.mistakes) };
  const [first, ...more] = files.policies;
  if (first === undefined || more.length > 0) return { kind: 'told', exitCode: refuse(invocation, [`rampart fit: --policy: expected one policy, got ${files.policies.length}`]) };
  const beside = await trafficBeside(first.file, invocation.cwd);
  if (beside.kind === 'mistakes') return { kind: 'told', exitCode: tellMistakes(invocation, beside.mistakes) };
  return { kind: 'policy', file: first.file, policy: first.pinned.policy, traffic: beside.traffic };
}

function conclude(invocation: Invocation, fitted: Fit, beside: Beside): ExitCode {
  const written = beside.kind === 'policy' ? profileOfFit(fitted, beside.policy.target, beside.traffic) : 'none';
  const remarks: string[] = [];
  if (written !== 'none' && beside.kind === 'policy' && isSet(invocation, 'write')) {
    const profileFile = profileFileOf(beside.file);
    if (written.profile.target !== beside.policy.target) return refuse(invocation, [`rampart fit: ${profileFile} is about target ${written.profile.target}, and the policy about ${beside.policy.target}. Nothing was written: correct one of them, or remove the profile`]);
    const content = writeProfile(written.profile);
    const secret = secretIn([{ file: profileFile, content }], invocation.hideSecrets);
    if (secret !== '') return refuse(invocation, [`rampart fit: ${secret}`]);
    try {
      writeFileSync(resolve(invocation.cwd, profileFile), content);
    } catch (error) {
      return refuse(invocation, [`rampart fit: ${profileFile} cannot be written (${error instanceof Error ? error.message : 'unknown reason'})`]);
    }
    remarks.push(`wrote ${profileFile}`, ...written.remarks);
  }
  if (isSet(invocation, 'json')) {
    const profile = written === 'none' ? null : (JSON.parse(writeProfile(written.profile)) as unknown);
    invocation.console.out(JSON.stringify({ ...fitted, untold: untoldIn(fitted), profile, remarks }, null, 2));
  } else invocation.console.out(tellFit(fitted, remarks));
  return fitted.arrivals.chosen.kind === 'none' ? 3 : 0;
}

/** The check that errors without a name are about. */
function errorsCheckOf({ checks }: Policy): string {
  return (checks.find(({ signal, then }) => signal.kind === 'share' && then === 'rollback') ?? checks.find(({ signal }) => signal.kind === 'share'))?.name ?? 'errors';
}

function unknownChecks({ errors, source }: Fit, { checks }: Policy): readonly string[] {
  const countable = checks.filter(({ signal: { kind } }) => kind === 'share' || kind === 'labels' || kind === 'pairs').map(({ name }) => name);
  return errors.filter(({ name }) => !countable.includes(name)).map(({ name }) => `${source.file}: got rows about check ${JSON.stringify(name)}. Accepted: a check of the policy that counts events: ${countable.join(', ') || 'it has none'}`);
}

function columnOptions(): Command['options'] {
  return Object.fromEntries(columnKeys().map((key) => [key, { value: 'column', does: `${HISTORY_COLUMNS[key].does} (default: ${HISTORY_COLUMNS[key].usual.slice(0, 3).join(', ')})` }]));
}

function namedColumns(invocation: Invocation): HistoryOptions['columns'] {
  return Object.fromEntries(columnKeys().flatMap((key) => (textValue(invocation, key) === '' ? [] : [[key, textValue(invocation, key)]])));
}

function columnKeys(): readonly HistoryColumn[] {
  return Object.keys(HISTORY_COLUMNS) as HistoryColumn[];
}

function refuse(invocation: Invocation, sentences: readonly string[]): ExitCode {
  if (isSet(invocation, 'json')) invocation.console.out(JSON.stringify({ refused: sentences }, null, 2));
  else invocation.console.err(sentences.join('\n'));
  return 2;
}
