// All faults at all requests of an append in all scenes: what append-faults.itg.test.ts tries the most telling ones of.
import { valueOf } from '@rampart/testing/ports';
import { describe, expect, it } from 'vitest';
import { appendUnderFault, SCENES } from './append-under-fault.ts';
import { HARD, labelled, PASSING, UNANSWERED } from './faults.ts';

describe.each(SCENES)('an append (%s)', (scene) => {
  it.each(labelled(PASSING))('gets there over: %s', async (_, fault) => {
    await appendUnderFault({ scene, fault, times: 1 }, (outcome) => expect(valueOf(outcome).kind).toBe(scene === 'rival' ? 'conflict' : 'appended'));
  });

  it.each(labelled(HARD))('tells the truth about: %s', async (_, fault) => {
    await appendUnderFault({ scene, fault, times: 1 }, () => undefined);
    await appendUnderFault({ scene, fault, times: 'always' }, () => undefined);
  });

  it.each(labelled(UNANSWERED))('tells the truth where it goes on: %s', async (_, fault) => {
    await appendUnderFault({ scene, fault, times: 'always' }, () => undefined);
  });
});
