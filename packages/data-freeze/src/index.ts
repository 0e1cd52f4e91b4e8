// Pins data by its digests and says later whether it is still the same.
export { compareSchemas, type Column, type ColumnType, type DataSchema } from './data-schema.ts';
export type { DataFiles, FileRead, ListedFile, Listing } from './data-files.ts';
export { decodeManifest } from './decode-manifest.ts';
export type { BranchFiles } from './branch-files.ts';
export { coveredPaths, type CoveredPaths } from './covered-paths.ts';
export { dataDigest } from './digest.ts';
export { freezeFiles, type FreezeOrder, type FreezeOutcome } from './freeze.ts';
export { frozenSituation, type FrozenPlaces, type HeldDocument } from './frozen-situation.ts';
export { encodeManifest, manifestDigest, type FrozenBranch, type Manifest, type ManifestEntry } from './manifest.ts';
export type { Decoded, Mistake } from './mistake.ts';
export { type FrozenFolder, nodeFiles, writeWithin } from './node-files.ts';
export { decodePatterns, type PathPatterns } from './path-pattern.ts';
export { checkRelativePath, checkRoot, type PathCheck } from './relative-path.ts';
export { changedPaths, type Changes, compareManifests, type Verification, verifyManifest } from './verify.ts';
