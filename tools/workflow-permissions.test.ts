import { describe, expect, it } from 'vitest';
import type { DeclaredAction, Permissions } from './workflow-actions.ts';
import { findPermissionMistakes } from './workflow-permissions.ts';

const action = (name: string, permissions: Permissions): readonly [string, DeclaredAction] => [name, { name, inputs: {}, outputs: [], permissions }];
const actions = new Map([
  action('canary-step', { contents: 'write', deployments: 'write', actions: 'read' }),
  action('promote', { contents: 'write' }),
  action('check-policy', { contents: 'read', 'pull-requests': 'write' }),
  action('freeze-data', { contents: 'write', statuses: 'write', 'pull-requests': 'read' }),
]);
const job = (permissions: string, ...steps: readonly string[]): string => `jobs:\n  a:\n    permissions: {${permissions}}\n    steps:\n${steps.map((step) => `      - {${step}}\n`).join('')}`;
const uses = (name: string, inputs = ''): string => `uses: ./actions/${name}, with: {${inputs}}`;
const checkout = `uses: actions/checkout@${'a'.repeat(40)}`;

describe('findPermissionMistakes', () => {
  it.each([
    ['what an action asks for', job('contents: write, deployments: write', checkout, uses('canary-step'))],
    ['what people may want to see on top', job('contents: write, deployments: write, statuses: write, issues: write', uses('canary-step'))],
    ['what git needs for a ledger that is pushed', job('contents: write', uses('canary-step', 'ledger: origin'))],
    ['the list of runs for who starts some', job('contents: write, deployments: write, actions: read', uses('canary-step', 'conclude: by-dispatch'))],
    ['less for a look that changes nothing', job('contents: read', uses('canary-step', 'mode: observe'))],
    ['less for a view', job('contents: read', uses('canary-step', 'mode: status'))],
    ['less with state elsewhere', job('contents: read, deployments: write', uses('canary-step', 'state-repository: acme/rollouts'))],
    ['the tag of the registry with state elsewhere', job('contents: write', uses('promote', 'state-repository: acme/rollouts'))],
    ['less for a verification', job('contents: read', checkout, uses('freeze-data', 'mode: verify'))],
    ['less for the gate', job('contents: read, statuses: write', uses('freeze-data', 'mode: gate'))],
    ['less for a sweep', job('contents: read, statuses: write, pull-requests: read', uses('freeze-data', 'mode: sweep'))],
    ['all for a freeze', job('contents: write, statuses: write, pull-requests: read', uses('freeze-data', 'mode: freeze'))],
    ['no comment without a token', job('contents: read', uses('check-policy'))],
    ['a comment with one', job('contents: read, pull-requests: write', uses('check-policy', "token: '${{ github.token }}'"))],
    ['what a command needs', job('actions: write', 'run: gh workflow run rollout.yml')],
    ['none for a script that asks GitHub nothing', job('', 'run: make')],
  ])('accepts %s', (_, text) => {
    expect(findPermissionMistakes('w.yml', text, actions)).toEqual([]);
  });

  it.each([
    ['one too many', job('contents: write, deployments: write, packages: write', uses('canary-step')), 'w.yml job a has packages: write, which nothing in it asks for. Take it away.'],
    ['one too few', job('contents: write', uses('canary-step')), 'w.yml job a has deployments: none, but what it runs asks for write.'],
    ['the list of runs for who starts none', job('contents: write, deployments: write, actions: read', uses('canary-step')), 'w.yml job a has actions: read, which nothing in it asks for. Take it away.'],
    ['writing for a look that changes nothing', job('contents: write', uses('canary-step', 'mode: observe')), 'w.yml job a has contents: write, but what it runs asks for read.'],
    ['too little', job('contents: read, deployments: write', uses('canary-step')), 'w.yml job a has contents: read, but what it runs asks for write.'],
    ['too much', job('contents: write', checkout), 'w.yml job a has contents: write, but what it runs asks for read.'],
    ['what another action may want', job('contents: read, issues: write', checkout), 'w.yml job a has issues: write, which nothing in it asks for. Take it away.'],
    ['writing for the gate', job('contents: write, statuses: write', uses('freeze-data', 'mode: gate')), 'w.yml job a has contents: write, but what it runs asks for read.'],
  ])('refuses %s', (_, text, sentence) => {
    expect(findPermissionMistakes('w.yml', text, actions)).toEqual([sentence]);
  });
});
