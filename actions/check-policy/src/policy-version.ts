// A policy as one commit has it: its text, its defaults and the traffic profile beside it, decoded together.
import { DEFAULTS_FILE, profileFileOf, readPolicy, readProfile, UNKNOWN_TRAFFIC, type Mistake as PolicyMistake, type Origins, type Traffic } from '@rampart/policy-document';
import type { Policy } from '@rampart/rollout-policy';
import type { Mistake } from '@rampart/action-kit';
import { basename, dirname, join } from 'node:path/posix';
import type { FileText, PolicyFiles } from './ports.ts';

export interface PolicyVersion {
  readonly file: string;
  readonly policy: Policy;
  readonly digest: string;
  readonly origins: Origins;
  readonly traffic: { readonly file: string; readonly text: string; readonly traffic: Traffic };
}

export type VersionReading = { readonly kind: 'absent' } | (Written & ({ readonly kind: 'version'; readonly version: PolicyVersion } | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] }));

/** What all of it says as written: equal texts mean the same, whether they can be read or not. */
interface Written {
  readonly written: string;
}

export async function policyVersion(files: PolicyFiles, file: string): Promise<VersionReading> {
  const [own, defaults, profile] = await Promise.all([files.read(file), files.read(join(dirname(file), DEFAULTS_FILE)), files.read(profileFileOf(file))]);
  if (own.kind === 'absent') return { kind: 'absent' };
  const written = JSON.stringify([own, defaults, profile]);
  const unreadable = [notReadable(file, own), notReadable(join(dirname(file), DEFAULTS_FILE), defaults), notReadable(profileFileOf(file), profile)].flat();
  if (unreadable.length > 0 || own.kind !== 'text') return { kind: 'mistakes', written, mistakes: unreadable };
  const reading = readPolicy({ file, text: own.text, ...(defaults.kind === 'text' ? { defaults: { file: join(dirname(file), DEFAULTS_FILE), text: defaults.text } } : {}) });
  const traffic = trafficOf(profileFileOf(file), profile);
  const mistakes = [...(reading.kind === 'mistakes' ? reading.mistakes : []), ...(traffic.kind === 'mistakes' ? traffic.mistakes : [])];
  if (reading.kind === 'mistakes' || traffic.kind === 'mistakes') return { kind: 'mistakes', written, mistakes: mistakes.map(placed) };
  const { policy, digest, origins } = reading;
  return { kind: 'version', written, version: { file, policy, digest, origins, traffic: { file: profileFileOf(file), text: profile.kind === 'text' ? profile.text : '', traffic: traffic.traffic } } };
}

/** The same promises at the same traffic, however they are written. */
export function sameVersion(a: PolicyVersion, b: PolicyVersion): boolean {
  return a.digest === b.digest && a.traffic.text === b.traffic.text;
}

function trafficOf(file: string, profile: FileText): { readonly kind: 'traffic'; readonly traffic: Traffic } | { readonly kind: 'mistakes'; readonly mistakes: readonly PolicyMistake[] } {
  if (profile.kind !== 'text') return { kind: 'traffic', traffic: UNKNOWN_TRAFFIC };
  const reading = readProfile({ file, text: profile.text });
  return reading.kind === 'profile' ? { kind: 'traffic', traffic: { kind: 'measured', profile: reading.profile } } : reading;
}

function notReadable(file: string, text: FileText): readonly Mistake[] {
  return text.kind === 'unreadable' ? [{ code: 'RMP101', subject: basename(file), text: `${text.why}. Name a UTF-8 file of the checkout.`, place: { kind: 'file', file, line: 1, column: 1 } }] : [];
}

function placed({ code, subject, text, place }: PolicyMistake): Mistake {
  return { code, subject, text, place: { kind: 'file', file: place.file, line: place.line, column: place.column } };
}
