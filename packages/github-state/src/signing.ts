// Whether the commits of the state have to be signed. Said by the caller, or found out: from the head, which shows how the last one was
// written, and from the rules of the branch when GitHub refuses a move. Never from the words of a refusal.
import type { GithubApi } from '@rampart/github-api';
import { listAt, textAt } from './answer-fields.ts';

export interface Signing {
  /** For a record on a head that is signed by GitHub or not. */
  isAsked(headIsSigned: boolean): boolean;
  /** After a refusal: the kinds of rules that hold for the branch. Remembers if signatures are among them. */
  rulesOf(ref: string): Promise<readonly string[]>;
}

export function signing(api: GithubApi, said: boolean | undefined): Signing {
  let isFound = false;
  return {
    isAsked: (headIsSigned) => said ?? (isFound || headIsSigned),
    rulesOf: async (ref) => {
      const answer = await api.rest<unknown>({ method: 'GET', path: '/repos/{owner}/{repo}/rules/branches/{branch}', params: { branch: ref.replace(/^refs\/heads\//, ''), per_page: 100 } });
      // Only a better message is at stake.
      const rules = answer.kind === 'ok' ? [...new Set(listAt(answer, 'value').map((rule) => textAt(rule, 'type')))].filter((type) => /^[a-z_]{1,60}$/.test(type)) : [];
      if (rules.includes('required_signatures')) isFound = true;
      return rules;
    },
  };
}
