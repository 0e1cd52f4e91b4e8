// Who somebody is, what that one sees, and what that one may do there.
import type { EmulatedRepository } from '../repository/emulated-repository.ts';
import { suffices, type Permissions } from '../routes.ts';
import type { Directory } from './directory.ts';
import { issueToken, type Token, type TokenRequest } from './token.ts';

export type Asker = Token | 'anonymous';

export interface Access {
  issue(request: TokenRequest): string;
  expire(token: string): void;
  /** `bad`: nobody issued it, or it has expired. */
  askerWith(credentials: string): Asker | 'bad';
  /** Hidden repositories are not there. */
  sees(repository: EmulatedRepository, asker: Asker): boolean;
  /** One of `needs` is enough. Whoever sees a public repository may read all of it. */
  may(repository: EmulatedRepository, asker: Asker, needs: readonly Permissions[]): boolean;
  /** Whom a limit counts for: a job's is shared by all jobs of its repositories, anybody else's is the token's. */
  limitKeyOf(asker: Asker): string;
}

export function accessControl({ nowMs, repositories }: { readonly nowMs: () => number; readonly repositories: Directory }): Access {
  const tokens = new Map<string, Token>();
  const expired = new Set<string>();
  const reaches = (repository: EmulatedRepository, asker: Asker): asker is Token =>
    asker !== 'anonymous' && (asker.repositories === 'all' || asker.repositories.some((name) => name.toLowerCase() === repositories.nameOf(repository).toLowerCase()));
  const isPublic = (repository: EmulatedRepository): boolean => repository.settings().visibility === 'public';
  const reads = (needs: readonly Permissions[]): boolean => needs.every((one) => Object.values(one).every((level) => level === 'read'));
  return {
    issue: (request) => {
      const token = issueToken(request, tokens.size + 1);
      tokens.set(token.value, token);
      return token.value;
    },
    expire: (token) => void expired.add(token),
    askerWith: (credentials) => {
      if (credentials === '') return 'anonymous';
      const token = tokens.get(credentials);
      return token === undefined || expired.has(credentials) || token.expiresAtMs <= nowMs() ? 'bad' : token;
    },
    sees: (repository, asker) => isPublic(repository) || reaches(repository, asker),
    may: (repository, asker, needs) => (isPublic(repository) && reads(needs)) || (reaches(repository, asker) && suffices(asker.permissions, needs)),
    limitKeyOf: (asker) => {
      if (asker === 'anonymous') return 'anonymous';
      return asker.kind === 'job' ? `jobs of ${asker.repositories === 'all' ? 'all' : asker.repositories.join(' ')}` : asker.value;
    },
  };
}
