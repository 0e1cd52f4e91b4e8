// The one place where the words of a policy become adapters. Actions and the command line bind their ports here.
export { connectPolicy, type ConnectedPolicy, type Connection, type Surroundings } from './connect-policy.ts';
export { openTarget, openTargets, type OpenedTarget, type OpenedTargets } from './open-targets.ts';
export { breakGlassCommand } from './break-glass.ts';
export { actorOf, inJobPlaces, type JobPlaces } from './job-places.ts';
export { policyFilesMatching, readPolicyFiles, type PolicyFile, type PolicyFiles, type PolicyMistake } from './policy-files.ts';
export { readEvidence, type EvidenceReading } from './read-evidence.ts';
export { systemClock } from './system-clock.ts';
