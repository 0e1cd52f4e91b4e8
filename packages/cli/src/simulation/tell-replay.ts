// What a scenario file says and what became of it, for people and for programs.
import { plainLine } from '@rampart/json-exchange';
import { paint, type TerminalStyle } from '@rampart/report';
import { hex, renderJudgement, renderStory, type Replayed } from '@rampart/simulator';
import type { ScenarioToReplay } from './scenario-to-replay.ts';

export function replayText({ name, policy, file }: ScenarioToReplay, replayed: Replayed, style: TerminalStyle): string {
  const { depth, scenario } = file;
  const title = paint(`${policy.target} · ${plainLine(name)} · depth ${depth}, seed ${hex(scenario.seed)}, run ${String(scenario.run)}`, ['bold'], style);
  const about = scenario.about === '' ? [] : [plainLine(scenario.about)];
  if (replayed.kind === 'threw') return [title, ...about, paint(` ✘ broken: the simulation gave up`, ['red'], style), `   ${plainLine(replayed.message)}`].join('\n');
  const { story, judgement, remark } = replayed;
  return [title, ...about, ...(remark === '' ? [] : [`Run at depth tick: ${plainLine(remark)}.`]), renderStory(story, scenario.horizonMs, style), renderJudgement(judgement, style)].join('\n');
}

export function replayDocument({ name, policy, file: { breaks, depth, scenario } }: ScenarioToReplay, replayed: Replayed): Readonly<Record<string, unknown>> {
  const about = { file: name, target: policy.target, depth, seed: scenario.seed, run: scenario.run, breaks };
  if (replayed.kind === 'threw') return { ...about, verdict: 'broken', seen: [replayed.message] };
  const { story, judgement } = replayed;
  return { ...about, verdict: judgement.verdict, rule: judgement.rule, seen: judgement.seen, story: story.moments, looks: story.looks, ending: story.ending, truth: story.truth };
}

export function isBroken(replayed: Replayed): boolean {
  return replayed.kind === 'threw' || replayed.judgement.verdict === 'broken';
}
