// The week in words.
import { count } from '@rampart/report';
import type { PackedSize } from './packed-size.ts';
import type { Jobs, Week } from './week.ts';

/** Of a workflow's own token, per repository and hour, and what GitHub takes of requests that create content. */
export const GITHUB_TAKES = { graphqlPerHour: 1_000, restPerHour: 1_000, writesPerHour: 500, writesPerMinute: 80, packedBytes: 100_000_000 } as const;

export function renderWeek(how: Jobs, { targets, live, ended, looks, records, shown, peakHour, peakMinuteWrites, requests, jobs, minutes }: Week): string {
  return [
    `${how}: ${count(targets)} targets, a release of each; at most ${count(live.most)} at once, ${live.mean.toFixed(1)} on average; ${count(ended.promoted)} promoted and baked, ${count(ended.sentBack)} sent back, ${count(ended.open)} open`,
    `  ${count(looks)} looks, ${count(records)} records, ${count(shown)} times news for people; ${count(requests.graphql)} GraphQL and ${count(requests.rest)} REST requests`,
    `  busiest hour: ${count(peakHour.graphql)} of ${count(GITHUB_TAKES.graphqlPerHour)} GraphQL, ${count(peakHour.rest)} of ${count(GITHUB_TAKES.restPerHour)} REST, ${count(peakHour.writes)} of ${count(GITHUB_TAKES.writesPerHour)} that create content (busiest minute ${count(peakMinuteWrites.ledgers)} of ${count(GITHUB_TAKES.writesPerMinute)}, with what is shown ${count(peakMinuteWrites.all)})`,
    `  ${count(jobs)} jobs, ${count(minutes)} billed minutes`,
  ].join('\n');
}

export function renderSize({ commits, packedBytes, eventBytesMax }: PackedSize): string {
  return `  ledgers: ${count(commits)} commits, ${(packedBytes / 1e6).toFixed(2)} MB packed (git gc), longest event ${(eventBytesMax / 1_024).toFixed(1)} KiB`;
}
