// The one place where the words of a policy become adapters. Actions and the command line bind their ports here.
export { connectPolicy, type ConnectedPolicy, type Connection, type Surroundings } from './connect-policy.ts';
export { openState, type OnGithub, type OpenedState, type State, type StateSurroundings } from './open-state.ts';
export { openSoundTargets, openTarget, openTargets, type OpenedTarget, type OpenedTargets, type SoundTargets } from './open-targets.ts';
export { showTarget, type Recorded } from './show-target.ts';
export { viewTargets } from './view-targets.ts';
export type { ReadEvents } from '@rampart/github-state';
export type { HideSecrets } from './secretive-ports.ts';
export { ledgerRef } from '@rampart/ledger-records';
export { breakGlassCommand } from './break-glass.ts';
export { jobSurroundings, type Job, type JobInputs } from './job-surroundings.ts';
export { lookingWorkflows } from './looking-workflows.ts';
export { actorOf, inJobPlaces, reasonOf, rerunIn, type JobPlaces } from './job-places.ts';
export { policyFilesMatching, readPolicyFiles, type PolicyFile, type PolicyFiles, type PolicyMistake } from './policy-files.ts';
export { readEvidence, type EvidenceReading } from './read-evidence.ts';
export { systemClock } from './system-clock.ts';
export { findLedgers, isHeadOf, type AuditedHistory, type AuditedRollout, type AuditSurroundings, type Finding, type FoundHistories, type FoundLedgers } from './audit-ledgers.ts';
