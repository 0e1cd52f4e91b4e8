// What the token may do, against what the contracts of the actions ask for.
import { cleanLine } from '@rampart/report';
import { say, type Examined, type Finding, type Fix } from '../finding.ts';
import type { GithubReadings, PermissionProbe } from '../readings/github-readings.ts';

export function examinePermissions({ probes }: Pick<GithubReadings, 'probes'>): Examined {
  const granted = probes.filter(({ answer }) => answer.kind === 'granted').map(({ permission, access, repository }) => `${permission}: ${access} on ${repository}`);
  const ofJob = probes.filter(({ tokenOf }) => tokenOf === 'job');
  const first = ofJob.find(({ answer }) => answer.kind === 'missing');
  return { area: 'permissions', saw: granted.length === 0 ? [] : [`the token has ${granted.join(', ')}`], findings: probes.flatMap((probe) => findingOf(probe, fixOf(probe, { first, ofJob }))) };
}

function findingOf({ permission, access, purpose, isNeeded, answer, repository }: PermissionProbe, fix: Fix): readonly Finding[] {
  if (answer.kind === 'granted') return [];
  const about = `${permission}: ${access}`;
  if (answer.kind === 'unknown') return [{ code: 'RMP863', gravity: isNeeded ? 'mend' : 'mind', about, seen: `${repository}: ${cleanLine(answer.why)}`, why: `${purpose}; whether the token may cannot be told`, fix: say('run the doctor again; a repository that the token may not see looks as if it were not there') }];
  const accepted = answer.accepted === '' ? '' : ` (GitHub would accept ${cleanLine(answer.accepted, 120)})`;
  return [{ code: isNeeded ? 'RMP861' : 'RMP862', gravity: isNeeded ? 'mend' : 'mind', about, seen: `the token may not on ${repository}${accepted}`, why: purpose, fix }];
}

/** One block has everything that the job needs: it is told once, where the first permission is missing. */
function fixOf(probe: PermissionProbe, { first, ofJob }: { readonly first: PermissionProbe | undefined; readonly ofJob: readonly PermissionProbe[] }): Fix {
  if (probe.tokenOf === 'state-token') return say(`give it to the GitHub App, or the person, that the state-token is of; the job's own permissions do not matter there`);
  const orWithout = probe.isNeeded ? '' : ', or leave it out with the input mirrors';
  if (probe !== first) return say(`the same block${orWithout}`);
  return { text: `give the job this block${orWithout}; what a block does not name is taken away`, paste: blockOf(ofJob) };
}

/** Everything that was asked for. */
function blockOf(probes: readonly PermissionProbe[]): readonly string[] {
  const levels = new Map<string, 'read' | 'write'>();
  for (const { permission, access } of probes) if (levels.get(permission) !== 'write') levels.set(permission, access);
  return ['permissions:', ...[...levels].map(([name, level]) => `  ${name}: ${level}`)];
}
