import { describe, expect, it } from 'vitest';
import { planOf, saidAbout } from '../test/reading.ts';

const LABELS = 'labels: {http: "http://l"}, mature: 2d';
const CHECKS = `checks: {errors: default, accuracy: {${LABELS}}, drift: {bins: m}, memory: {level: m, limit: 8GiB}, odd: {time: m, differsBy: 15%}, shown: {time: m, worseBy: none, then: tell}, judge: {score: m, range: 1 to 5, better: higher}}`;
const LONG = 'promise: {badRequests: 100, decideWithin: 30d}';

describe('readPolicy: what no plan can mean', () => {
  it.each([
    // The order.
    ['[smoke]', /^RMP132 plan: no ramp, no switch and no split: traffic would never move/],
    ['[approval]', /^RMP132 plan: .*never move/],
    ['[shadow, follow]', /^RMP132 plan: .*never move/],
    ['[ramp, smoke]', /^RMP132 plan\[1\]: smoke cannot come after ramp/],
    ['[ramp, shadow]', /^RMP132 plan\[1\]: shadow cannot come after ramp: users already get/],
    ['[approval, shadow, ramp]', /^RMP132 plan\[1\]: shadow cannot come after approval: in a shadow nobody is harmed/],
    ['[approval, approval, ramp]', /^RMP132 plan\[1\]: approval stands twice/],
    ['[ramp, switch]', /^RMP132 plan\[1\]: ramp and switch exclude each other/],
    ['[switch, split: {judge: errors}]', /^RMP132 plan\[1\]: switch and split exclude each other: after a switch nothing is left to split/],
    ['[ramp, approval, split: {judge: errors}]', /^RMP132 plan\[2\]: split cannot come after approval: what is approved is the promotion/],
    ['[ramp, bake, approval]', /^RMP132 plan\[2\]: approval cannot come after bake: .*nothing is left to approve/],
    ['[ramp, bake, bake]', /^RMP132 plan\[2\]: bake stands twice/],
    ['[bake, ramp]', /^RMP132 plan\[1\]: ramp cannot come after bake: the promotion comes before it/],
    ['[ramp, follow, bake]', /^RMP132 plan\[2\]: bake cannot come after follow/],
    // One stage by itself.
    ['[split]', /^RMP111 plan\[0\]: a split needs the check that judges it/],
    ['[split: {share: 50%}]', /^RMP111 plan\[0\]\.split\.judge: missing/],
    ['[split: {judge: errors, goal: notWorse, worthwhile: 2%}]', /^RMP129 plan\[0\]\.split\.worthwhile: `goal: notWorse` ends when the margin/],
    ['[ramp: {sticky: session}]', /^RMP115 plan\[0\]\.ramp\.sticky/],
    ['[shadow: {for: 1d, share: 0%}, ramp]', /^RMP118 plan\[0\]\.shadow\.share/],
    ['[ramp, follow: {then: hold}]', /^RMP115 plan\[1\]\.follow\.then/],
    ['[smoke: {for: 5m}, ramp]', /^RMP110 plan\[0\]\.smoke\.for: unknown key/],
    ['[smoke: {}, ramp]', /^RMP123 plan\[0\]\.smoke: neither http nor command/],
    ['[switch: {at: once}]', /^RMP129 plan\[0\]\.switch: switch has no settings/],
    ['[shadow: 1d, {ramp: {upTo: 5%}, bake: 1d}]', /^RMP123 plan\[1\]: this is not one stage/],
    // Weights.
    ['[ramp, split: {share: 20%, judge: errors}]', /^RMP118 plan\[1\]\.split\.share: the ramp before it goes up to 50%.*at least 50%, or a ramp that ends at 20%/],
    ['[ramp: {weights: [5%, 99%]}, bake: {holdback: 2%}]', /^RMP118 plan\[1\]\.bake\.holdback: the new version already has 99%.*at most 1%/],
    ['[split: {share: 60%, judge: errors}, bake: {holdback: 50%}]', /^RMP118 plan\[1\]\.bake\.holdback: .*60%/],
    // Judges.
    ['[split: {judge: conversion}]', /^RMP137 plan\[0\]\.split\.judge: there is no check of this name, got "conversion"\. Accepted: errors, accuracy/],
    ['[split: {judge: drift}]', /^RMP137 plan\[0\]\.split\.judge: a check of bins has no better side/],
    ['[split: {judge: memory}]', /^RMP137 plan\[0\]\.split\.judge: a check of level has no better side/],
    ['[split: {judge: odd}]', /^RMP137 plan\[0\]\.split\.judge: this check looks at both sides/],
    ['[split: {judge: shown}]', /^RMP137 plan\[0\]\.split\.judge: this check compares nothing with stable/],
    ['[split: {judge: judge, worthwhile: 2%}]', /^RMP118 plan\[0\]\.split\.worthwhile: percent of a score that does not begin at 0/],
  ])('%s', (plan, says) => {
    const found = saidAbout({ checks: CHECKS, promise: LONG, plan: `plan: ${plan}` });
    expect(found.filter((text) => says.test(text)), found.join('\n')).not.toEqual([]);
  });

  it.each([
    ['[shadow, ramp]', `{accuracy: {${LABELS}}}`, /^RMP137 plan\[0\]: no check can see anything of a shadow/],
    ['[ramp, follow]', '{errors: default}', /^RMP137 plan\[1\]: nothing comes in after the end/],
    ['[shadow, ramp, follow]', `{errors: default, both: {pairs: {http: "http://l"}, mature: 2d}}`, /^RMP137 plan\[2\]: nothing comes in after the end/],
    ['[ramp]', '{errors: default, both: {pairs: {http: "http://l"}, mature: 2d}}', /^RMP137 checks\.both: no item is ever answered by both versions.*`shadow: 1d`/],
    ['[shadow, split: {judge: both, atMost: 1d}]', '{errors: default, both: {pairs: {http: "http://l"}, mature: 2d}}', /^RMP137 plan\[1\]\.split\.judge: pairs come from a shadow/],
    ['[ramp]', '{errors: {count: users}}', /^RMP137 checks\.errors\.count: a user who gets both versions belongs to neither.*`ramp: \{sticky: user\}`/],
    ['[switch]', '{errors: {count: users}}', /^RMP137 checks\.errors\.count/],
    ['[ramp: {sticky: user}]', '{errors: {independent: true}}', /^RMP137 checks\.errors\.independent: under sticky routing.*`count: users`/],
    ['[ramp: {sticky: user}]', '{latency: {independent: true}}', /^RMP137 checks\.latency\.independent/],
  ])('%s with %s', (plan, checks, says) => {
    const found = saidAbout({ checks: `checks: ${checks}`, promise: LONG, plan: `plan: ${plan}` });
    expect(found.filter((text) => says.test(text)), found.join('\n')).not.toEqual([]);
  });

  it.each([
    ['[shadow: 2d, split: {judge: errors, atMost: 1d}]', '{badRequests: 1}', /^RMP138 plan\[1\]\.split\.atMost: by the end of this stage 3d have passed, and decideWithin \(3d\)/],
    ['[split: {judge: errors}]', '{badRequests: 1}', /^RMP138 plan\[0\]\.split\.atMost: .*14d have passed.*decideWithin above 14d/],
    ['[ramp, approval]', '{badRequests: 1, ifUndecided: promote}', /^RMP138 promise\.ifUndecided: .*an approval that time gives is none/],
  ])('%s with the promise %s', (plan, promise, says) => {
    const found = saidAbout({ promise: `promise: ${promise}`, plan: `plan: ${plan}` });
    expect(found.filter((text) => says.test(text)), found.join('\n')).not.toEqual([]);
  });

  it('can mean every stage at once', () => {
    const both = `checks: {errors: default, accuracy: {${LABELS}}, both: {pairs: {http: "http://l"}, mature: 1h}}`;
    const plan = '[smoke, shadow, approval, ramp: {upTo: 20%}, split: {share: 20%, judge: errors, worthwhile: 5%}, approval, bake, follow]';
    expect(planOf(plan, { checks: both, promise: LONG }).map(({ kind }) => kind)).toEqual(['smoke', 'shadow', 'approval', 'ramp', 'split', 'approval', 'bake', 'follow']);
  });

  it('may count users, and take them for independent, where the router keeps them', () => {
    const found = saidAbout({ checks: 'checks: {errors: {count: users, independent: true}}', plan: 'plan: [ramp: {sticky: user}]' });
    expect(found).toEqual([]);
  });
});

describe('readPolicy: promises that the checks cannot keep', () => {
  it.each([
    ['{errors: 2x}', /^RMP111 promise\.catches\.within: missing\. Accepted: a duration/],
    ['{within: 1h}', /^RMP111 promise\.catches: no check is named/],
    ['{error: 2x, within: 1h}', /^RMP136 promise\.catches\.error: there is no check of this name\. Did you mean errors\? Accepted: errors/],
    ['{latency: 2x, within: 1h}', /^RMP136 promise\.catches\.latency: there is no check of this name/],
    ['{errors: 20%, within: 1h}', /^RMP136 promise\.catches\.errors: its margin accepts 25% as fine\. Accepted: more than 25%, or a smaller margin/],
    ['{errors: 25%, within: 1h}', /^RMP136 promise\.catches\.errors: its margin accepts 25%/],
    ['{errors: 1 point, within: 1h}', /^RMP136 promise\.catches\.errors: its margin is 25%, and nobody can say whether 1 point is more/],
    ['{asks: 2x, within: 3d}', /^RMP136 promise\.catches\.asks: this check does not take the new version out \(then: hold\)/],
    ['{late: 2x, within: 2d}', /^RMP136 promise\.catches\.late: its labels are final only after 2d/],
    ['{flat: 2x, within: 1h}', /^RMP136 promise\.catches\.flat: this check compares nothing with stable/],
    ['[{errors: 2x, within: 1d}, {errors: 10x, within: 1h}]', /^RMP124 promise\.catches\[1\]\.errors: this check is promised twice/],
    ['[{errors: 2x, within: 1d}, {wrong: 2x, within: 1h}]', /^RMP136 promise\.catches\[1\]\.wrong: there is no check/],
    ['{errors: 2, within: 1h}', /^RMP113 promise\.catches\.errors: .*Write 2% or 2x/],
    ['errors', /^RMP115 promise\.catches: unknown word/],
  ])('%s', (catches, says) => {
    const checks = `checks: {errors: default, asks: {${LABELS}}, late: {${LABELS}, then: rollback}, flat: {time: m, worseBy: none, limit: {p99: 1s}}}`;
    const found = saidAbout({ checks, promise: `promise: {badRequests: 1, catches: ${catches}}` });
    expect(found.filter((text) => says.test(text)), found.join('\n')).not.toEqual([]);
  });
});

describe('readPolicy: quiet times that are none', () => {
  it.each([
    ['weekends', /^RMP116 people\.quiet: quiet time is a day and a time/],
    ['Friday 16:00 to Mon 08:00 UTC', /^RMP116 people\.quiet: "Friday" is not a day \(Mon, Tue/],
    ['Fri 4pm to Mon 08:00 UTC', /"4pm" is not a time from 00:00 to 23:59/],
    ['Fri 16:00 to Mon 24:00 UTC', /"24:00" is not a time/],
    ['Fri 16:00 to Mon 08:00', /a time zone is missing: nobody can say whose Friday it is/],
    ['Fri 16:00 to Mon 08:00 CEST', /"CEST" is not a time zone \(an abbreviation like CET/],
    ['Fri 16:00 to Mon 08:00 Europe/Berln', /"Europe\/Berln" is not a time zone; did you mean Europe\/Berlin\?/],
    ['Fri 16:00 to Fri 16:00 UTC', /begins where it ends/],
    ['[Mon 00:00 to Thu 12:00 UTC, Thu 12:00 to Mon 00:00 UTC]', /^RMP118 people\.quiet: this is the whole week/],
    ['[Fri 16:00 to Mon 08:00 UTC, weekends]', /^RMP116 people\.quiet\[1\]/],
  ])('%s', (quiet, says) => {
    const found = saidAbout({ people: `people: {quiet: ${quiet}}` });
    expect(found.filter((text) => says.test(text)), found.join('\n')).not.toEqual([]);
  });
});
