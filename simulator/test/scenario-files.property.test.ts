// What is written is read back, bit for bit, for any scenario, for every draw of every family, and for numbers that no person would write.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { readScenario } from '../src/scenario/read-scenario.ts';
import { writeScenario } from '../src/scenario/write-scenario.ts';
import { FAMILIES } from '../src/scenario/families/index.ts';
import { builtInPolicy } from '../src/scenario/policies.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import { plainDecimal, numberOf } from '../src/scenario/text/plain-decimal.ts';
import { anyScenario } from './any-scenario.ts';

function back(scenario: Scenario): unknown {
  const text = writeScenario({ policy: 'web', breaks: '', depth: 'decide', scenario });
  const reading = readScenario({ file: 'drawn.yaml', text });
  return reading.kind === 'scenario' ? reading.file.scenario : reading;
}

describe('scenario files', () => {
  test.prop([anyScenario({ behavioursMax: 6, faultsMax: 10 })], { numRuns: 1_000 })('any scenario is read back as it was written', (scenario) => {
    expect(back(scenario)).toStrictEqual(scenario);
  });

  test.prop([anyScenario(), fc.double({ min: 1e-12, max: 1e6, noNaN: true }), fc.double({ min: 1e-12, max: 1, noNaN: true })], { numRuns: 500 })('numbers keep their last bit', (plain, rate, ratio) => {
    const scenario: Scenario = { ...plain, traffic: { ...plain.traffic, requestsPerSecond: rate, armNoise: ratio }, baseline: { errors: { kind: 'ratio', ratio } }, runner: { ...plain.runner, missing: ratio } };
    expect(back(scenario)).toStrictEqual(scenario);
  });

  test.prop([fc.constantFrom(...FAMILIES), fc.nat({ max: 100_000 }), fc.constantFrom('equal' as const, 'worst' as const, 'turns-bad' as const)])('so is every draw of a family', (family, run, candidate) => {
    const scenario = family.draw({ policy: builtInPolicy('web'), seed: 0x5eed, run, candidate, own: { kind: 'unknown' } });
    expect(back(scenario)).toStrictEqual(scenario);
  });

  test.prop([fc.double({ min: 1e-30, max: 1e18, noNaN: true }), fc.integer({ min: -6, max: 6 })])('a decimal point moves without a rounding', (value, shift) => {
    expect(numberOf(plainDecimal(value, shift), -shift)).toBe(value);
  });

  test.prop([fc.string({ maxLength: 300 })])('any text is a scenario or has mistakes', (text) => {
    const reading = readScenario({ file: 'any.yaml', text });
    expect(reading.kind === 'scenario' || reading.mistakes.length > 0).toBe(true);
  });
});
