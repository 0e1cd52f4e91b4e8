// A command line that tells no secret: its tokens, and what its environment calls a secret, in no form, wherever it writes. The same rule as in a job of an action.
import { hideSecrets, secretsInEnvironment, type HideSecrets } from '@rampart/action-kit';
import type { Invocation } from './command.ts';

/** A token is one however short it is; of the other variables only what cannot be a word. */
export function secretsHiddenBy(env: Invocation['env']): HideSecrets {
  return hideSecrets([env['RAMPART_TOKEN'] ?? '', env['RAMPART_ROUTER_TOKEN'] ?? '', ...secretsInEnvironment(env)]);
}

/** Standard output, standard error, the line that is written over, and the question to whoever sits there. */
export function secretive<S extends Pick<Invocation, 'console' | 'ask'>>(surroundings: S, hide: HideSecrets): S {
  const { console, ask } = surroundings;
  const said = { ...console, out: (text: string) => console.out(hide(text)), err: (text: string) => console.err(hide(text)), overwrite: (text: string) => console.overwrite(hide(text)) };
  return { ...surroundings, console: said, ...(ask === undefined ? {} : { ask: (question: string) => ask(hide(question)) }) };
}

/** Of a file that a person commits and a later command reads: stars in it would be a lie, so it is not written at all. Empty: it has none. */
export function secretIn(files: readonly { readonly file: string; readonly content: string }[], hide: HideSecrets): string {
  const found = files.find(({ content }) => hide(content) !== content);
  return found === undefined ? '' : `${found.file} would have a secret in it: one of the environment's, or an address with a password. Nothing was written. Take it out of what was given`;
}
