// Names the kind of trouble behind git's English messages, for the advice that people get. Whether a change happened is
// never read from a message: callers read the ref back.

export type GitTrouble =
  /** Nobody answered; trying again may help. Also whatever we do not recognise. */
  | 'unavailable'
  | 'denied'
  /** No such repository (GitHub says so too when we may not see it). */
  | 'missing'
  /** The other side understood and said no: a protected branch, a hook, a ref that moved. */
  | 'refused'
  /** The repository is damaged. */
  | 'malformed';

export function classifyStderr(stderr: string): GitTrouble {
  const text = stderr.toLowerCase();
  for (const [trouble, phrases] of PHRASES) {
    if (phrases.some((phrase) => text.includes(phrase))) return trouble;
  }
  return 'unavailable';
}

/** In this order: ssh says `Repository not found` and then speaks of access rights. */
const PHRASES: readonly (readonly [GitTrouble, readonly string[]])[] = [
  ['refused', ['remote rejected', '[rejected]', 'hook declined', 'protected branch', 'not allowed', 'error: 301', 'error: 302', 'error: 307', 'error: 308']],
  ['malformed', ['is corrupt', 'bad object', 'bad tree', 'object file', 'unable to unpack', 'inflate: data', 'missing blob', 'missing tree']],
  ['missing', ['repository not found', "' not found", 'not a git repository', 'not appear to be a git repository', 'error: 404', 'no such file or directory']],
  [
    'denied',
    [
      'authentication failed',
      'could not read username',
      'could not read password',
      'permission denied',
      'permission to',
      'insufficient permission',
      'access denied',
      'dubious ownership',
      'host key verification failed',
      'error: 401',
      'error: 403',
    ],
  ],
];
