// The runbook of a target: what it is, what is promised, what each state means and what a person does then. All of it follows from the policy, so
// that it is never about another one. For somebody who is on call and has not read the policy.
import { onlyTells } from '@rampart/rollout-policy';
import type { Check, LabelsOrigin, Policy, Serve, Signal } from '@rampart/rollout-policy';
import { cleanLine } from '../text/clean-line.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../text/markdown-text.ts';
import { duration } from '../text/quantity.ts';
import { shellWord } from '../text/shell-word.ts';
import { allowedWords } from '../words/allowed-words.ts';
import { promiseWords } from './promise-words.ts';
import { stageWords } from './stage-words.ts';
import { stateRows } from './state-rows.ts';

export interface RunbookInput {
  readonly policy: Policy;
  /** As a person would write it on a command line. */
  readonly policyFile: string;
  readonly policyDigest: string;
  /** What commands have to say with --ledger; empty where they find the history by themselves. */
  readonly ledger: string;
  /** Where the ledger is, as `git fetch` takes it. */
  readonly ledgerBranch: string;
  /** The line that gives `slot` all traffic with nothing but the router. */
  readonly breakGlass: (slot: string) => string;
}

export function renderRunbook(input: RunbookInput): string {
  const { policy } = input;
  const paragraphs = [
    `# Runbook: ${text(policy.target)}`,
    `Written by ${command(`rampart runbook ${named(input)}`)} from policy ${code(input.policyDigest)}. Write it again when the policy changes.`,
    '## Take all traffic back now',
    ...emergency(input),
    '## What this is',
    table(['', ''], facts(input).map(([name, value]) => [text(name), value])),
    '## What is promised',
    list(promiseWords(policy).map(text)),
    '## What is watched',
    table(['check', 'looks at', 'accepted, against stable', 'otherwise'], policy.checks.map((check) => [text(check.name), lookedAt(check.signal), text(allowedWords(check) || 'only shown'), text(otherwise(check))])),
    '## The plan',
    policy.plan.map((stage, index) => `${String(index + 1)}. ${text(stageWords(stage))}`).join('\n'),
    '## What a state means',
    table(['state', 'it means', 'you'], stateRows(policy).map(({ state, means, does }) => [text(state), text(means), text(does === '' ? 'do nothing' : does)])),
    '## How to',
    table(['to', 'on the command line', 'by hand in the workflow rollout.yml'], howTo(input)),
    '## Who is told',
    list(whoIsTold(policy)),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** Commands name the file: a target by its name is found only here and in rampart/. */
function named({ policyFile, ledger }: Pick<RunbookInput, 'policyFile' | 'ledger'>): string {
  return `${shellWord(policyFile)}${ledger === '' ? '' : ` --ledger ${shellWord(ledger)}`}`;
}

function emergency(input: RunbookInput): readonly string[] {
  const { policy, policyFile, breakGlass } = input;
  return [
    "The command line finds the version that served before by the router's own word, and needs neither GitHub nor the ledger:",
    block(`rampart rollback ${shellWord(policyFile)} --local --reason "why"`),
    'With nothing but a shell, choose the slot whose version shall serve (in a release the one that has most of the traffic, unless it is promoted already):',
    ...policy.serve.slots.flatMap((slot) => [`All traffic to slot ${code(slot)}:`, block(breakGlass(slot))]),
    'Either way the next look finds the weight lowered, ends the release as taken back by a person, and never raises it again. Then conclude, so that the registry\'s pointer goes back too:',
    block(`rampart rollback ${named(input)} --reason "why"`),
  ];
}

function facts(input: RunbookInput): readonly (readonly [name: string, value: string])[] {
  const { policy, ledger, ledgerBranch } = input;
  const { model, serve, metrics, expert } = policy;
  return [
    ['model', `${code(model.name)} in the registry ${code(model.registry)}; a promotion moves ${code(model.stage)}`],
    ['router', address(serve)],
    ['slots', serve.slots.map(code).join(' and ')],
    ['metrics', metrics.kind === 'none' ? 'none' : serve.slots.map((slot) => `${code(slot)}: ${(metrics.pages[slot] ?? []).map(code).join(', ')}`).join('; ')],
    ['history', `the branch ${code(ledgerBranch)} of ${ledger === '' ? 'the ledger' : code(ledger)}; ${command(`rampart history ${named(input)}`)}`],
    ['looks', `every ${duration(expert.lookMs)} while a job stays, else about every ${duration(expert.tickMs)}`],
  ];
}

function address(serve: Serve | LabelsOrigin): string {
  return serve.kind === 'http' ? code(serve.url) : command(serve.argv.map(shellWord).join(' '));
}

function lookedAt(signal: Signal): string {
  switch (signal.kind) {
    case 'share':
    case 'time':
    case 'bins':
    case 'level':
      return code(signal.metric);
    case 'score':
      return signal.origin.kind === 'metric' ? code(signal.origin.metric) : labels(signal.origin);
    case 'labels':
    case 'pairs':
    case 'calibration':
      return labels(signal);
  }
}

function labels({ source, matureMs }: { readonly source: LabelsOrigin; readonly matureMs: number }): string {
  return `answers of ${address(source)}, ${duration(matureMs)} after the request`;
}

function otherwise({ then }: Check): string {
  return { rollback: 'taken back at once', stepBack: 'less traffic, and a person is asked', hold: 'no more traffic until a person approves', retrain: 'a new model is asked for, nothing else', tell: 'people are told, nothing else' }[then];
}

function howTo(input: RunbookInput): readonly (readonly string[])[] {
  const { policyFile } = input;
  const file = named(input);
  const inWorkflow = (what: string): string => `do: ${what}, policy: ${code(policyFile)}`;
  return [
    ['see how it stands', command(`rampart status ${file}`), `a workflow with ${code('mode: status')} (README of canary-step); or the summary of the last run`],
    ['look now', command(`rampart tick ${file}`), inWorkflow('look')],
    ['approve', command(`rampart tick ${file} --approve`), inWorkflow('approve')],
    ['abort: take the candidate out', command(`rampart tick ${file} --abort "why"`), inWorkflow('abort')],
    ['roll back', command(`rampart rollback ${file} --reason "why"`), inWorkflow('roll back')],
    ['stop raising, keep watching', command(`rampart pause ${file} --reason "why"`), ''],
    ['let it go on', command(`rampart resume ${file}`), ''],
    ['try a version again that was taken out', command(`rampart retry ${file} --reason "why"`), ''],
    ['see what was decided, and why', command(`rampart history ${file}`), ''],
    ['prove that every decision was right', command(`rampart verify ${file}`), ''],
  ];
}

function whoIsTold({ checks }: Policy): readonly string[] {
  const only = checks.filter(({ then }) => onlyTells(then)).map(({ name }) => name);
  return [
    'Paged, where Prometheus has the rules that `rampart alerts` prints: nobody has looked for three intervals while a candidate has traffic, or stable itself is over a limit.',
    'A red job means that a person is needed now: a rollback that the router has not confirmed, blindness with traffic exposed, stable in trouble. GitHub tells whoever follows the workflow.',
    'A rollback that worked pages nobody. It is told where the workflow tells: in the job summary, and in an issue if the job may write issues.',
    ...(only.length === 0 ? [] : [`Only told, and never a reason to send back: ${only.join(', ')}.`]),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function text(words: string): string {
  return escapeMarkdown(words);
}

function code(value: string): string {
  return codeSpan(cleanLine(value, 300)).replaceAll('|', '\\|');
}

function block(line: string): string {
  return codeBlock(cleanLine(line, 2000));
}

function command(line: string): string {
  return codeSpan(cleanLine(line, 500)).replaceAll('|', '\\|');
}
