// The inputs by which actions are told where history is kept and where versions are tagged: said once, the same everywhere.
import type { InputSpec } from './contract.ts';

export const STATE_INPUTS = {
  ledger: {
    kind: 'text',
    default: 'github',
    description: 'Where the history is kept: `github`, a branch of the workflow\'s repository through GitHub\'s API; or the name of a remote of the checkout, or the address or path of a git repository.',
    example: 'https://git.example.com/rollouts.git',
  },
  'state-repository': { kind: 'text', description: 'With `ledger: github`: keeps the history in this repository instead, so that the jobs need no write access to the code.', example: 'acme/rollouts' },
  'state-token': { kind: 'secret', description: 'Token for `state-repository`, for example of a GitHub App that is installed there alone.' },
  token: { kind: 'secret', filledIn: '${{ github.token }}', description: 'Token for GitHub\'s API and for git remotes over https.' },
} as const satisfies Readonly<Record<string, InputSpec>>;

export const MIRRORS_INPUT = {
  kind: 'lines',
  description: 'With the history on GitHub: what of it people see there, one a line. `deployments`, `statuses` (of the version\'s commit), `comment` (on the pull request that it came from), `incident` (an issue per rollback), `release` (notes on promotion), `freeze` (`rollout/freeze` on open pull requests), or `none`. All that the token may, if not given.',
  example: 'deployments',
} as const satisfies InputSpec;

export const REGISTRY_INPUT = {
  kind: 'text',
  default: 'origin',
  description: 'Where the model\'s versions are tagged: the name of a remote of the checkout, or the address or path of a git repository.',
} as const satisfies InputSpec;
