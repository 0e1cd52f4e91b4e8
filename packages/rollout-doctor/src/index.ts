// Looks at everything that a rollout will need before it starts: readings through the ports, and pure examinations of them.
export { FINDING_CODES, needsMending, type Area, type Examined, type Finding, type FindingCode, type Fix } from './finding.ts';
export { examine, type Readings } from './examine.ts';
export { visit, type Visit, type VisitWorld } from './visit.ts';
export { readTarget, type Patience, type TargetToRead } from './readings/read-target.ts';
export { readGithub, type GithubPlaces, type WantedPermission } from './readings/read-github.ts';
export { wantedPermissions } from './readings/wanted-permissions.ts';
export type { GithubReadings } from './readings/github-readings.ts';
export type { TargetReadings } from './readings/target-readings.ts';
