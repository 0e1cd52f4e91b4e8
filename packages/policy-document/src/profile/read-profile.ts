// Text of a traffic profile to the profile, or every mistake in it with its place. JSON is read as the YAML that it also is, which knows places.
import { locate, type Finding } from '../mistakes/finding.ts';
import { MISTAKE_KINDS } from '../mistakes/mistake-kinds.ts';
import type { Mistake } from '../mistakes/mistake.ts';
import { refusal } from '../mistakes/refusal.ts';
import { shownText } from '../mistakes/shown.ts';
import { findingsOf, type Decoded } from '../schema/decoded.ts';
import { decodeAt, unknownKeyRefusal } from '../schema/refuse.ts';
import { readYaml, type YamlFile } from '../source/read-yaml.ts';
import { lookUp, type SourceMapping } from '../source/source-tree.ts';
import { checkKind, countsForm, levelForm, profileSections, timeForm } from './profile-forms.ts';
import { NO_HISTORY, type CheckTraffic, type TrafficProfile } from './traffic-profile.ts';

export type ProfileReading = { readonly kind: 'profile'; readonly profile: TrafficProfile } | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

const KEYS = ['trafficProfile', 'target', 'measured', 'requestsPerMinute', 'routerStepPpm', 'checks', 'users', 'shape', 'dispersion', 'errorBursts', 'labelDelay'];

export function readProfile(file: YamlFile): ProfileReading {
  const notJson = whyNotJson(file.text);
  if (notJson !== '') return { kind: 'mistakes', mistakes: [notJsonMistake(file, notJson)] };
  const reading = readYaml(file, 'policy');
  if (reading.kind === 'unreadable') return reading.mistakes.length > 0 ? { kind: 'mistakes', mistakes: reading.mistakes } : { kind: 'mistakes', mistakes: [notJsonMistake(file, 'it is empty')] };
  const { root, source } = reading;
  const sections = profileSections();
  const version = decodeAt(sections.trafficProfile, root, ['trafficProfile']);
  const target = decodeAt(sections.target, root, ['target']);
  const measured = decodeAt(sections.measured, root, ['measured']);
  const requestsPerMinute = decodeAt(sections.requestsPerMinute, root, ['requestsPerMinute']);
  const routerStep = decodeAt(sections.routerStepPpm, root, ['routerStepPpm']);
  const users = decodeAt(sections.users, root, ['users']);
  const shape = decodeAt(sections.shape, root, ['shape']);
  const dispersion = decodeAt(sections.dispersion, root, ['dispersion']);
  const errorBursts = decodeAt(sections.errorBursts, root, ['errorBursts']);
  const labelDelay = decodeAt(sections.labelDelay, root, ['labelDelay']);
  const checks = decodeChecks(root);
  const unknown = [...root.entries.keys()].filter((key) => !KEYS.includes(key)).map((key): Finding => ({ ...unknownKeyRefusal(key, { context: 'policy', known: KEYS }), path: [key] }));
  const findings = [...unknown, ...[version, target, measured, requestsPerMinute, routerStep, users, shape, dispersion, errorBursts, labelDelay, checks].flatMap(findingsOf)];
  const mistakes = [...reading.mistakes, ...findings.map((finding) => locate(finding, root, [source]))];
  const isComplete = target.kind === 'ok' && measured.kind === 'ok' && requestsPerMinute.kind === 'ok' && routerStep.kind === 'ok' && users.kind === 'ok' && checks.kind === 'ok';
  const isHistoryComplete = shape.kind === 'ok' && dispersion.kind === 'ok' && errorBursts.kind === 'ok' && labelDelay.kind === 'ok';
  if (!isComplete || !isHistoryComplete || mistakes.length > 0) return { kind: 'mistakes', mistakes: mistakes.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column) };
  return {
    kind: 'profile',
    profile: {
      target: target.value,
      measured: measured.value,
      requestsPerMinute: requestsPerMinute.value,
      routerStep: routerStep.value,
      checks: checks.value,
      users: users.value ?? { kind: 'unknown' },
      shape: shape.value ?? NO_HISTORY.shape,
      dispersion: dispersion.value ?? NO_HISTORY.dispersion,
      errorBursts: errorBursts.value ?? NO_HISTORY.errorBursts,
      labelDelay: labelDelay.value ?? NO_HISTORY.labelDelay,
    },
  };
}

function decodeChecks(root: SourceMapping): Decoded<Readonly<Record<string, CheckTraffic>>> {
  const found = lookUp(root, ['checks']);
  const accepted = 'a mapping from check to what is seen of it, e.g. {"errors": {"kind": "counts", ...}}';
  if (found.kind === 'missing') return { kind: 'refused', findings: [{ ...refusal('missing-key', { says: 'missing', accepted }), path: ['checks'] }] };
  if (found.value.kind !== 'mapping') return { kind: 'refused', findings: [{ ...refusal('wrong-type', { says: 'this has the wrong shape', accepted }), path: ['checks'] }] };
  const parts = [...found.value.entries.keys()].map((name) => [name, decodeCheck(root, name)] as const);
  const findings = parts.flatMap(([, part]) => findingsOf(part));
  if (findings.length > 0) return { kind: 'refused', findings };
  return { kind: 'ok', value: Object.fromEntries(parts.flatMap(([name, part]) => (part.kind === 'ok' ? [[name, part.value]] : []))) };
}

function decodeCheck(root: SourceMapping, name: string): Decoded<CheckTraffic> {
  const path = ['checks', name];
  const kind = decodeAt(checkKind(), root, [...path, 'kind']);
  if (kind.kind === 'refused') return kind;
  switch (kind.value) {
    case 'counts':
      return decodeAt(countsForm(), root, path);
    case 'time':
      return decodeAt(timeForm(), root, path);
    case 'level':
      return decodeAt(levelForm(), root, path);
  }
}

function whyNotJson(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? '' : 'it is no object';
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown reason';
  }
}

/** The parser names no place that could be pointed at; its own words do. */
function notJsonMistake({ file }: YamlFile, why: string): Mistake {
  const says = `this is not a traffic profile in JSON: ${shownText(why, 200).slice(1, -1)}`;
  const accepted = 'what `rampart init` writes';
  const name = 'yaml-syntax';
  const place = { kind: 'file', file, line: 1, column: 1, endColumn: 2 } as const;
  return { code: MISTAKE_KINDS[name].code, name, place, subject: file, seen: 'text that is no profile', accepted, text: `${says}. Accepted: ${accepted}.`, frame: '' };
}
