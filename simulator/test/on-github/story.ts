// The story of a seed for people: one line per thing that happened.
import type { Chronicle, Entry, Played, SeenCommit } from './chronicle.ts';
import { FAULTS } from './faults/fault-list.ts';
import type { Plot } from './plot.ts';

export function storyOf({ plot, entries, targets }: Played): readonly string[] {
  const commits = new Map(targets.flatMap((target) => [...target.commits]));
  const isAlone = targets.length === 1;
  const named = plot.faults.map(({ number, atMs }) => `${clock(atMs)} fault ${number} (${nameOf(number)})`);
  const head = [`seed ${plot.seed}: candidate ${plot.candidate}, mode ${plot.mode}, faults until ${clock(plot.healsAtMs)}${plot.isSigned ? ', signed' : ''}${plot.hasMirrors ? ', mirrors' : ''}${plot.hasSecondClock ? ', a second clock' : ''}${wordsOfMore(plot)}`, ...named.map((line) => `  planned: ${line}`)];
  const lines = entries.flatMap((entry) => wordsOf(entry, commits).map((line) => `${String(entry.step).padStart(5)} ${clock(entry.atMs)} ${line}${'target' in entry && !isAlone ? ` (${entry.target})` : ''}`));
  return [...head, ...lines, ...targets.map((target) => `      ${endOf(target)}${isAlone ? '' : ` (${target.policy.target})`}`)];
}

function wordsOfMore({ next, beside, freeze }: Plot): string {
  const words = [
    ...(next.kind === 'newer' ? [`${next.whileLive === true ? 'meanwhile' : 'then'} a ${next.candidate} one`] : next.kind === 'retry' ? ['then a retry'] : []),
    ...(beside.kind === 'target' ? [`beside a target with a ${beside.candidate} one`] : []),
    ...(freeze.kind === 'by-policy' ? [`rollouts freeze data, and ${freeze.then} when it changes`] : []),
  ];
  return words.map((word) => `, ${word}`).join('');
}

function endOf({ end }: Chronicle): string {
  const { state } = end;
  const last = state === 'none' ? 'no ledger' : state.rollout.kind === 'live' ? `live: ${state.rollout.phase} at ${percent(state.rollout.weight)}` : `ended: ${state.ended.map(({ candidate, outcome }) => `${candidate.version} ${outcome}`).join(', ')}`;
  return `${clock(end.atMs)} the end: ${last}; router at ${end.router.slots.map(({ slot, weight }) => `${slot} ${percent(weight)}`).join(', ')}`;
}

function wordsOf(entry: Entry, commits: ReadonlyMap<string, SeenCommit>): readonly string[] {
  switch (entry.kind) {
    case 'job-began': {
      const { name, actor, word } = entry.job;
      return [`+ ${name} begins (${cut(actor, 50)}${word === '' ? '' : `, ${word}`})`];
    }
    case 'job-ended':
      return [`- ${entry.job} ${entry.how}`];
    case 'told': {
      const { outcome } = entry;
      if (outcome.kind !== 'decided') return [`  ${entry.job} tells: ${outcome.kind}${'why' in outcome ? ` (${cut(outcome.why)})` : ''}${'error' in outcome ? ` (${cut(outcome.error.message)})` : ''}`];
      const { decision } = outcome;
      return [`  ${entry.job} tells: ${decision.kind} ${decision.reasons.map(({ code }) => code).join(',')}${decision.needs === 'nothing' ? '' : `, needs ${decision.needs}`}${outcome.warnings.length === 0 ? '' : ` [${outcome.warnings.map((line) => cut(line, 80)).join(' | ')}]`}`];
    }
    case 'printed':
      return [`  ${entry.job} prints: exit ${entry.exitCode} ${entry.outputs['decision'] ?? entry.outputs['outcome'] ?? ''}`];
    case 'thrown':
      return [`  ${entry.job} fails: exit ${entry.code} ${cut(entry.text)}`];
    case 'asked': {
      const { job, operation, faults, wasApplied, writes, sentAtMs } = entry.exchange;
      return [`    ${job} -> ${operation}${writes ? (wasApplied ? ' (done)' : ' (not done)') : ''}${faults.length === 0 ? '' : ` FAULT ${faults.join(', ')}`}${entry.atMs - sentAtMs > 5_000 ? ` sent at ${clock(sentAtMs)}` : ''}`];
    }
    case 'answered':
      return entry.status < 400 ? [] : [`    ${entry.job} <- ${entry.status}`];
    case 'unanswered':
      return [`    ${entry.job} <- nothing`];
    case 'moved': {
      const { ref, from, to, by } = entry.move;
      const content = commits.get(to)?.content;
      const what = content === undefined ? '' : content.kind === 'damaged' ? `damaged: ${content.why}` : `${content.event.sequence} ${content.event.kind} ${content.event.operation.slice(0, 90)}`;
      return [`  = ${ref.split('/').at(-1) ?? ''} ${short(from)} -> ${short(to)} by ${by} ${what}`];
    }
    case 'read':
      return entry.view.kind === 'error' ? [`    ${entry.job} reads the ledger: ${entry.view.error.code} ${cut(entry.view.error.message)}`] : [];
    case 'append-asked':
      return [];
    case 'append-answered': {
      const { answer, entry: asked } = entry;
      const what = `${asked.event.sequence} ${asked.event.kind}`;
      return [`    ${entry.job} appended ${what}: ${answer.kind === 'ok' ? answer.value.kind : `${answer.error.code}, ${answer.error.outcome}: ${cut(answer.error.message)}`}`];
    }
    case 'router-set': {
      const { change, was, is, answer } = entry;
      return [`  > ${entry.job} sets the router: ${percent(was)} -> ${percent(is)} (asked ${JSON.stringify(change.weights)} ${change.stamp.effectId} if ${change.ifVersion.kind === 'any' ? 'any' : change.ifVersion.version}, was ${entry.fromVersion}): ${answer.kind === 'ok' ? 'ok' : answer.error.code}`];
    }
    case 'router-read':
      return entry.answer.kind === 'error' ? [`    ${entry.job} reads the router: ${entry.answer.error.code}`] : [];
    case 'weight':
      return [`  # ${percent(entry.weight)} of the traffic is on the candidate's slot${entry.by === '' ? ', by hand' : ''}`];
    case 'metrics':
      return [];
    case 'fault':
      return [`  ! fault ${entry.number} met (${cut(entry.what, 60)}) while ${entry.state}`];
    case 'person':
      return [`  @ a person: ${entry.what}`];
    case 'last-resort':
      return ['---- last resort'];
    case 'pointer-moved':
      return [`  > ${entry.job} points the registry to ${entry.to}`];
    case 'registered':
      return [`  @ ${entry.version} is registered`];
    case 'phase':
      return [`---- ${entry.name}`];
  }
}

function nameOf(number: number): string {
  return FAULTS.find((fault) => fault.number === number)?.name ?? '';
}

export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 3600))}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.${String(ms % 1000).padStart(3, '0')}`;
}

function percent(ppm: number): string {
  return `${ppm / 10_000} %`;
}

function short(id: string): string {
  return id === '' ? '(none)' : id.slice(0, 7);
}

function cut(text: string, most = 160): string {
  const line = text.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/g, ' ');
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
