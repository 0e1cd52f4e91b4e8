// What contract suites ask of every answer: the value, or the error with the fields that callers branch on.
import type { PortError, Result } from '@rampart/rollout-engine';
import { expect } from 'vitest';

export function valueOf<T>(result: Result<T>): T {
  if (result.kind === 'error') expect.fail(`expected an answer, got ${result.error.code}: ${result.error.message}`);
  return result.value;
}

export function errorOf(result: Result<unknown>): PortError {
  if (result.kind === 'ok') expect.fail(`expected an error, got ${JSON.stringify(result.value)}`);
  expect(result.error.message).not.toBe('');
  return result.error;
}
