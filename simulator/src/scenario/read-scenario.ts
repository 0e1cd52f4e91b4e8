// Text to a scenario, or everything that is wrong with it: each mistake with file, line, column and the accepted form. Total: any text gives one or the other.
import { codeFrame, formatPath, readYaml, type Path, type Place, type SourceFile, type YamlFile } from '@rampart/policy-document';
import type { Mistake } from '@rampart/policy-document';
import type { Scenario, Segment } from './scenario.ts';
import { REFUSED, type At } from './text/codec.ts';
import { fileCodec, type ScenarioFile } from './text/file-codec.ts';
import { SCENARIO_MISTAKE_KINDS, type ScenarioMistake, type ScenarioMistakeName } from './text/scenario-mistake.ts';

export type { ScenarioFile } from './text/file-codec.ts';
export { formatScenarioMistakes, type ScenarioMistake } from './text/scenario-mistake.ts';

export type ScenarioReading = { readonly kind: 'scenario'; readonly file: ScenarioFile } | { readonly kind: 'mistakes'; readonly mistakes: readonly ScenarioMistake[] };

export function readScenario(file: YamlFile): ScenarioReading {
  const yaml = readYaml(file, 'policy');
  if (yaml.kind === 'unreadable') return { kind: 'mistakes', mistakes: yaml.mistakes.map(ofYaml) };
  const found: ScenarioMistake[] = yaml.mistakes.map(ofYaml);
  const at: At = { path: [], complain: (name, place, path, says, accepted) => found.push(mistake(yaml.source, name, place, path, says, accepted)) };
  const flat = fileCodec().read(yaml.root, at);
  if (flat === REFUSED) return { kind: 'mistakes', mistakes: inFileOrder(found) };
  const { version: _, policy, breaks, depth, ...scenario } = flat;
  for (const { path, says } of segmentProblems(scenario)) at.complain('bad-segments', placeOf(yaml, path), path, says, 'segments whose shares add up to 100 % per dimension, e.g. [region=west 20%, region=east 80%]');
  return found.length > 0 ? { kind: 'mistakes', mistakes: inFileOrder(found) } : { kind: 'scenario', file: { policy, breaks, depth, scenario } };
}

function mistake(source: SourceFile, name: ScenarioMistakeName, place: Place, path: Path, says: string, accepted: string): ScenarioMistake {
  return { code: SCENARIO_MISTAKE_KINDS[name].code, name, place, subject: path.length === 0 ? place.file : formatPath(path), text: `${says} Accepted: ${accepted}.`, frame: codeFrame(source, place) };
}

/** Mistakes of the YAML itself are the same in every file; only that the whole is no mapping is said in a policy's words. */
function ofYaml({ code, name, place, subject, text, frame }: Mistake): ScenarioMistake {
  if (name !== 'wrong-type') return { code, name, place, subject, text, frame };
  return { code: SCENARIO_MISTAKE_KINDS['wrong-shape'].code, name: 'wrong-shape', place, subject, text: 'the file is not a scenario. Accepted: a mapping of keys, e.g. `scenario: 1`.', frame };
}

/** Shares add up, and whatever is about a segment is about one that there is. */
function segmentProblems({ traffic: { segments }, behaviours, faults }: Scenario): readonly { readonly path: Path; readonly says: string }[] {
  const dimensions = new Set(segments.map(({ dimension }) => dimension));
  const sum = (dimension: string, shareOf: (segment: Segment) => number): number => segments.reduce((total, segment) => total + (segment.dimension === dimension ? shareOf(segment) : 0), 0);
  const isWhole = (total: number): boolean => Math.abs(total - 1) < 1e-6;
  const partial = [...dimensions].filter((dimension) => !isWhole(sum(dimension, ({ share }) => share)) || !isWhole(sum(dimension, ({ shareAtEnd }) => shareAtEnd)));
  const known = new Set(segments.map(({ dimension, value }) => `${dimension}=${value}`));
  const named = [
    ...behaviours.map((item, index) => ({ path: ['candidate', index], segment: 'segment' in item ? item.segment : '' })),
    ...faults.map((item, index) => ({ path: ['faults', index], segment: 'segment' in item ? item.segment : '' })),
  ];
  return [
    ...partial.map((dimension) => ({ path: ['traffic', 'segments'], says: `the shares of ${dimension} do not add up to 100 %.` })),
    ...(known.size < segments.length ? [{ path: ['traffic', 'segments'], says: 'a segment stands twice.' }] : []),
    ...named.filter(({ segment }) => segment !== '' && !known.has(segment)).map(({ path, segment }) => ({ path, says: `the traffic has no segment ${segment}.` })),
  ];
}

/** Of the value at `path`, or of the nearest that is written around it. */
function placeOf({ root }: { readonly root: Parameters<ReturnType<typeof fileCodec>['read']>[0] }, path: Path): Place {
  let value = root;
  for (const step of path) {
    const next = value.kind === 'mapping' && typeof step === 'string' ? value.entries.get(step)?.value : value.kind === 'list' && typeof step === 'number' ? value.items[step] : undefined;
    if (next === undefined) break;
    value = next;
  }
  return value.place;
}

function inFileOrder(mistakes: readonly ScenarioMistake[]): readonly ScenarioMistake[] {
  return mistakes.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}
