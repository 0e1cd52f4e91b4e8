import { describe, expect, it } from 'vitest';
import { redact, withoutCredentials } from './redact.ts';

describe('redact', () => {
  it('hides passwords in addresses, known secrets, and authorization headers', () => {
    expect(redact("fatal: unable to access 'https://bot:p@ss@example.com/x.git/'", [])).toBe("fatal: unable to access 'https://***@example.com/x.git/'");
    expect(redact('https://ghs_abc@example.com/x', [])).toBe('https://***@example.com/x');
    expect(redact('token ghs_abc was sent', ['ghs_abc'])).toBe('token *** was sent');
    expect(redact('> Authorization: Basic dXNlcjpwYXNz', [])).toBe('> Authorization: Basic ***');
  });

  it('keeps the user name of ssh and ignores empty secrets', () => {
    expect(redact('ssh://git@example.com/x.git', [''])).toBe('ssh://git@example.com/x.git');
    expect(redact('ssh://git:pw@example.com/x.git', [])).toBe('ssh://***@example.com/x.git');
  });
});

describe('withoutCredentials', () => {
  it('drops user and password from an address', () => {
    expect(withoutCredentials('https://u:p@example.com/x.git')).toBe('https://example.com/x.git');
    expect(withoutCredentials('ssh://git:p@example.com/x.git')).toBe('ssh://git@example.com/x.git');
    expect(withoutCredentials('git@example.com:o/x.git')).toBe('git@example.com:o/x.git');
  });
});
