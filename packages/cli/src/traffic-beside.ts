// The traffic profile beside a policy file, where there is one.
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { profileFileOf, readProfile, UNKNOWN_TRAFFIC, type Traffic } from '@rampart/policy-document';
import type { PolicyMistake } from '@rampart/ports-from-policy';

export type TrafficReading = { readonly kind: 'traffic'; readonly file: string; readonly traffic: Traffic } | { readonly kind: 'mistakes'; readonly mistakes: readonly PolicyMistake[] };

/** `policyFile`: relative to `cwd`. */
export async function trafficBeside(policyFile: string, cwd: string): Promise<TrafficReading> {
  const file = profileFileOf(policyFile);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(resolve(cwd, file)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'traffic', file, traffic: UNKNOWN_TRAFFIC };
    return { kind: 'mistakes', mistakes: [unreadable(file, error)] };
  }
  const reading = readProfile({ file, text });
  return reading.kind === 'profile' ? { kind: 'traffic', file, traffic: { kind: 'measured', profile: reading.profile } } : { kind: 'mistakes', mistakes: reading.mistakes };
}

function unreadable(file: string, error: unknown): PolicyMistake {
  const why = error instanceof TypeError ? 'it is not UTF-8 text' : error instanceof Error ? error.message : 'unknown reason';
  return { code: 'RMP101', subject: basename(file), text: `The traffic profile ${file} cannot be read (${why}). Correct it, or remove it.`, frame: '', place: { kind: 'nowhere' } };
}
