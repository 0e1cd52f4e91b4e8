import { describe, expect, it } from 'vitest';
import { classifyStderr } from './classify.ts';

describe('classifyStderr', () => {
  it.each([
    ['fatal: unable to access: Could not resolve host: nowhere.invalid', 'unavailable'],
    ['fatal: unable to access: Failed to connect to 127.0.0.1 port 1: Connection refused', 'unavailable'],
    ["fatal: Authentication failed for 'https://example.com/x.git/'", 'denied'],
    ["fatal: could not read Username for 'https://example.com': terminal prompts disabled", 'denied'],
    ['git@example.com: Permission denied (publickey).', 'denied'],
    ['remote: Permission to o/r.git denied to bot.', 'denied'],
    ['ERROR: Repository not found.\nfatal: Could not read from remote repository.\nPlease make sure you have the correct access rights', 'missing'],
    ["fatal: repository 'https://example.com/x.git/' not found", 'missing'],
    ["fatal: '/x' does not appear to be a git repository", 'missing'],
    [' ! [remote rejected] abc -> main (protected branch hook declined)', 'refused'],
    ['fatal: loose object 12 (stored in objects/12) is corrupt', 'malformed'],
    ['', 'unavailable'],
  ])('%j is %s', (stderr, trouble) => {
    expect(classifyStderr(stderr)).toBe(trouble);
  });
});
