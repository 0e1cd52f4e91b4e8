// What the token may do, against what the contracts of the actions ask for.
import { cleanLine } from '@rampart/report';
import { say, type Examined, type Finding } from '../finding.ts';
import type { GithubReadings, PermissionProbe } from '../readings/github-readings.ts';

export function examinePermissions({ probes }: Pick<GithubReadings, 'probes'>): Examined {
  const granted = probes.filter(({ answer }) => answer.kind === 'granted').map(({ permission, access, repository }) => `${permission}: ${access} on ${repository}`);
  return { area: 'permissions', saw: granted.length === 0 ? [] : [`the token has ${granted.join(', ')}`], findings: probes.flatMap((probe) => findingOf(probe, probes)) };
}

function findingOf(probe: PermissionProbe, probes: readonly PermissionProbe[]): readonly Finding[] {
  const { permission, access, purpose, isNeeded, answer, repository } = probe;
  if (answer.kind === 'granted') return [];
  const about = `${permission}: ${access}`;
  if (answer.kind === 'unknown') return [{ code: 'RMP863', gravity: isNeeded ? 'mend' : 'mind', about, seen: `${repository}: ${cleanLine(answer.why)}`, why: `${purpose}; whether the token may cannot be told`, fix: say('run the doctor again; a repository that the token may not see looks as if it were not there') }];
  const accepted = answer.accepted === '' ? '' : ` (GitHub would accept ${cleanLine(answer.accepted, 120)})`;
  return [{ code: isNeeded ? 'RMP861' : 'RMP862', gravity: isNeeded ? 'mend' : 'mind', about, seen: `the token may not on ${repository}${accepted}`, why: purpose, fix: { text: isNeeded ? 'give the job this block; what it does not name is taken away' : 'give the job this block, or leave the mirror out with mirrors:', paste: blockOf(probes) } }];
}

/** Everything that was asked for, for one paste. */
function blockOf(probes: readonly PermissionProbe[]): readonly string[] {
  const levels = new Map<string, 'read' | 'write'>();
  for (const { permission, access } of probes) if (levels.get(permission) !== 'write') levels.set(permission, access);
  return ['permissions:', ...[...levels].map(([name, level]) => `  ${name}: ${level}`)];
}
