// Twenty targets in one repository for a week: what they ask of GitHub in an hour, how large their ledgers become, and what the jobs are billed.
import { describe, expect, it } from 'vitest';
import { packedSize } from './packed-size.ts';
import { GITHUB_TAKES, renderSize, renderWeek } from './render-week.ts';
import { liveThroughWeek } from './week.ts';

describe('a week of 20 targets, looked at by one job', () => {
  it('stays within what GitHub takes of a repository in an hour, all mirrors included, and under 100 MB of ledger', { timeout: 600_000 }, async () => {
    const week = await liveThroughWeek('one job for all targets');
    const size = packedSize(week.ledgers);
    console.info(`${renderWeek('one job for all targets', week)}\n${renderSize(size)}`);
    // It has to be a week in which much happens at once.
    expect(week.live.most).toBeGreaterThanOrEqual(6);
    expect(week.looks).toBeGreaterThan(40_000);
    expect(week.ended.promoted).toBeGreaterThanOrEqual(10);
    expect(week.ended.sentBack).toBeGreaterThanOrEqual(2);
    expect(week.peakHour.graphql).toBeLessThanOrEqual(GITHUB_TAKES.graphqlPerHour);
    expect(week.peakHour.rest).toBeLessThanOrEqual(GITHUB_TAKES.restPerHour);
    expect(week.peakHour.writes).toBeLessThanOrEqual(GITHUB_TAKES.writesPerHour);
    // What is shown in a minute that is too busy is put off by GitHub, and shown by the next look.
    expect(week.peakMinuteWrites.ledgers).toBeLessThanOrEqual(GITHUB_TAKES.writesPerMinute);
    expect(size.commits).toBe(week.ledgers.reduce((sum, { events }) => sum + events.length, 0));
    expect(size.packedBytes).toBeLessThan(GITHUB_TAKES.packedBytes);
  });
});
