// What people look at on GitHub, kept as the ledger says.
export { githubMirrors, MIRRORS, type MirrorReport, type Mirrors, type MirrorsOptions, type MirrorWarning, type ReadEvents } from './mirrors.ts';
export type { MirrorName } from './mirror.ts';
export { newestNews } from './news.ts';
export type { Shown } from './story.ts';
export type { Watermark } from './watermark.ts';
