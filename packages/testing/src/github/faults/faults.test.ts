// Each kind of fault once: what the client sees, and what is left behind.
import { describe, expect, it } from 'vitest';
import { aServer } from '../../../test/github/a-server.ts';
import { FAULT_KINDS, NO_OBJECT, type Fault, type FaultKind, type PlannedFault } from '../index.ts';

const LEDGER = 'refs/heads/rollouts/fraud';
const ISSUE = { title: 'v42 is out' };

async function aLedger() {
  const server = await aServer();
  const { ask, commit, graphql } = server.client();
  const first = await commit([], { 'state.json': '{"schema":1,"n":1}' });
  await ask('POST {}/git/refs', { ref: LEDGER, sha: first });
  const second = await commit([first], { 'state.json': '{"schema":1,"n":2}' });
  await ask('PATCH {}/git/refs/heads/rollouts/fraud', { sha: second });
  const issues = async (): Promise<number> => (await server.repository.now()).data.issues.length;
  const head = async (): Promise<string> => (await server.repository.now()).refs.get(LEDGER) ?? NO_OBJECT;
  return { ...server, ask, graphql, commit, first, second, issues, head };
}

const seenInTests = new Set<FaultKind>();
function planned(fault: Fault, route = 'issues/create'): PlannedFault {
  seenInTests.add(fault.kind);
  return { ...fault, route };
}

describe('replies that are lost', () => {
  const cases: readonly Fault[] = [...([500, 502, 503, 504] as const).map((status): Fault => ({ kind: 'server-error', status, when: 'before' })), { kind: 'hang-up', when: 'before' }, { kind: 'timeout', when: 'before' }, { kind: 'silence', when: 'before' }];
  it.each(cases)('leave $kind before nothing behind, and after the work all of it', async (fault) => {
    const { github, ask, issues } = await aLedger();
    const startMs = github.clock.nowMs();
    for (const when of ['before', 'after'] as const) {
      github.faults.plan(planned({ ...fault, when } as Fault));
      const status = await ask('POST {}/issues', ISSUE).then(
        (reply) => reply.status,
        () => 0,
      );
      expect(status).toBe(fault.kind === 'server-error' ? fault.status : fault.kind === 'timeout' ? 504 : 0);
      expect(await issues()).toBe(when === 'before' ? 0 : 1);
      expect(github.requests().at(-1)).toMatchObject({ status, wasApplied: when === 'after', operation: 'issues/create' });
    }
    expect(Object.values(github.faults.met())).toEqual([1, 1]);
    if (fault.kind === 'timeout') expect(github.clock.nowMs() - startMs).toBe(20_000);
    github.assertFits();
  });

  it.each([
    ['truncated-body', undefined],
    ['wrong-content-type', 'text/plain'],
    ['html-page', 'text/html; charset=utf-8'],
    ['invalid-json', 'application/json; charset=utf-8'],
  ] as const)('%s is an answer that says nothing', async (kind, contentType) => {
    const { github, issues, client } = await aLedger();
    for (const when of ['before', 'after'] as const) {
      github.faults.plan(planned({ kind, when }));
      const response = await github.fetch('https://api.github.test/repos/acme/models/issues', { method: 'POST', headers: { authorization: `Bearer ${client().token}` }, body: JSON.stringify(ISSUE) });
      if (contentType !== undefined) expect(response.headers.get('content-type')).toBe(contentType);
      const json = response.json();
      if (kind === 'wrong-content-type') await json;
      else await expect(json).rejects.toThrow();
      expect(await issues()).toBe(when === 'before' ? 0 : 1);
    }
  });

  it('can meet every request, and let some pass before', async () => {
    const { github, ask, issues } = await aLedger();
    github.faults.plan({ route: 'writes', kind: 'hang-up', when: 'before', skip: 1, times: 2, name: 'cut' });
    const outcomes = await Promise.all([1, 2, 3, 4].map((n) => ask('POST {}/issues', { title: String(n) }).then(({ status }) => status, () => 0)));
    expect(outcomes).toEqual([201, 0, 0, 201]);
    expect(await issues()).toBe(2);
    expect(github.faults.met()).toEqual({ cut: 2 });
    expect(github.faults.left()).toEqual([]);
  });
});

describe('requests that are delivered twice', () => {
  it('do twice what is not idempotent', async () => {
    const { github, ask, issues } = await aLedger();
    github.faults.plan(planned({ kind: 'duplicate-delivery', heard: 'second' }));
    expect((await ask('POST {}/issues', ISSUE)).body.number).toBe(2);
    expect(await issues()).toBe(2);
  });

  it('are refused the second time where the ref has moved', async () => {
    const { github, graphql, repository, second, commit, head } = await aLedger();
    const third = await commit([second], { 'state.json': '{}' });
    const input = { repositoryId: repository.nodeId, refUpdates: [{ name: LEDGER, beforeOid: second, afterOid: third }] };
    github.faults.plan(planned({ kind: 'duplicate-delivery', heard: 'second' }, 'graphql/updateRefs'));
    expect((await graphql('mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }', { input })).body).toMatchObject({ data: { updateRefs: null }, errors: [{ type: 'UNPROCESSABLE' }] });
    expect(await head()).toBe(third);
  });
});

describe('refusals', () => {
  it.each([
    [{ kind: 'forbidden' }, 403, 'Resource not accessible by integration'],
    [{ kind: 'not-found' }, 404, 'Not Found'],
    [{ kind: 'conflict' }, 409, 'Git Repository is empty.'],
    [{ kind: 'rule-violation' }, 422, 'Repository rule violations found'],
    [{ kind: 'push-protection' }, 422, 'Push cannot contain secrets'],
    [{ kind: 'reference-update-failed' }, 422, 'Reference update failed'],
  ] as const)('%j', async (fault, status, words) => {
    const { github, ask, graphql, issues } = await aLedger();
    github.faults.plan(planned(fault), planned(fault, 'graphql/viewer'));
    const reply = await ask('POST {}/issues', ISSUE);
    expect([reply.status, String(reply.body.message).includes(words)]).toEqual([status, true]);
    expect(await issues()).toBe(0);
    expect(await graphql('{ viewer { login } }')).toMatchObject({ status: 200, body: { data: { viewer: null }, errors: [{ path: ['viewer'] }] } });
  });

  it('a token can end in the middle', async () => {
    const { github, client } = await aLedger();
    const { ask } = client();
    github.faults.plan({ ...planned({ kind: 'token-expired' }, '*'), skip: 1 });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await ask('GET {}')).status);
    expect(statuses).toEqual([200, 401, 401]);
    expect((await client().ask('GET {}')).status).toBe(200);
  });

  it('a redirect leads to the repository by its number, or away', async () => {
    const { github, ask, repository, issues } = await aLedger();
    github.faults.plan(planned({ kind: 'redirect', status: 307, to: 'renamed' }), planned({ kind: 'redirect', status: 302, to: 'elsewhere' }));
    const { status, headers } = await ask('POST {}/issues', ISSUE);
    expect([status, headers.get('location')]).toEqual([307, `https://api.github.test/repositories/${String(repository.id)}/issues`]);
    expect(await issues()).toBe(0);
    expect((await ask(`POST ${new URL(headers.get('location') ?? '').pathname}`, ISSUE)).headers.get('location')).toBe('https://elsewhere.example/collect');
    expect((await ask(`POST ${new URL(headers.get('location') ?? '').pathname}`, ISSUE)).status).toBe(201);
  });
});

describe('limits', () => {
  it.each(['seconds', 'date', 'none'] as const)('a secondary limit holds until it is over, with Retry-After as %s', async (retryAfter) => {
    const { github, ask } = await aLedger();
    github.faults.plan(planned({ kind: 'secondary-limit', status: 429, retryAfter, waitMs: 60_000 }, 'reads'));
    const { status, headers, body } = await ask('GET {}');
    expect([status, String(body.message).includes('secondary rate limit')]).toEqual([429, true]);
    const given = headers.get('retry-after');
    if (retryAfter === 'none') expect(given).toBeNull();
    else expect(retryAfter === 'seconds' ? Number(given) * 1000 : Date.parse(given ?? '') - Date.parse(headers.get('date') ?? '')).toBe(60_000);
    await github.clock.sleep(59_000);
    expect((await ask('GET {}')).status).toBe(403);
    expect(github.requests().at(-1)?.isEarly).toBe(true);
    await github.clock.sleep(1_001);
    expect((await ask('GET {}')).status).toBe(200);
    expect(github.requests().at(-1)?.isEarly).toBe(false);
  });

  it('the hour can be used up at once: 403 over REST, 200 with errors over GraphQL', async () => {
    const { github, ask, graphql } = await aLedger();
    github.faults.plan(planned({ kind: 'primary-limit' }, 'repos/get'), planned({ kind: 'primary-limit' }, 'graphql/viewer'));
    const rest = await ask('GET {}');
    expect([rest.status, rest.headers.get('x-ratelimit-remaining'), rest.headers.get('x-ratelimit-resource')]).toEqual([403, '0', 'core']);
    const { status, body, headers } = await graphql('{ viewer { login } }');
    expect([status, body.errors[0].type, headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-resource')]).toEqual([200, 'RATE_LIMITED', '0', 'graphql']);
    await github.clock.sleep(Number(rest.headers.get('x-ratelimit-reset')) * 1000 - github.clock.nowMs());
    expect((await ask('GET {}')).status).toBe(200);
  });
});

describe('reads that are behind', () => {
  it('see what was before the last changes', async () => {
    const { github, ask, first, second } = await aLedger();
    github.faults.plan(planned({ kind: 'stale-read', changes: 1 }, 'git/get-ref'), planned({ kind: 'stale-read', changes: 2 }, 'git/get-ref'));
    const ref = async (): Promise<unknown> => (await ask('GET {}/git/ref/heads/rollouts/fraud')).body;
    expect(await ref()).toMatchObject({ object: { sha: first } });
    expect(await ref()).toMatchObject({ message: 'Not Found' });
    expect(await ref()).toMatchObject({ object: { sha: second } });
  });

  it('do not see the newest ref yet', async () => {
    const { github, graphql } = await aLedger();
    github.faults.plan(planned({ kind: 'fresh-ref-missing' }, 'graphql/repository'));
    const ref = async (): Promise<unknown> => (await graphql(`{ repository(owner: "acme", name: "models") { ref(qualifiedName: "${LEDGER}") { name } } }`)).body.data.repository.ref;
    expect([await ref(), await ref()]).toEqual([null, { name: 'rollouts/fraud' }]);
  });
});

describe('people', () => {
  it('rewind, remove, make again and edit what a job is about to move', async () => {
    const read = (sha: string): string => `GET {}/git/commits/${sha}`;
    for (const [fault, expected] of [
      [{ kind: 'ref-rewound', ref: 'refs/heads/rollouts/', when: 'before' }, 'first'],
      [{ kind: 'ref-deleted', ref: LEDGER, when: 'after' }, 'none'],
      [{ kind: 'ref-recreated', ref: LEDGER, when: 'before' }, 'start over'],
      [{ kind: 'file-edited', ref: LEDGER, path: 'state.json', edit: 'garbage', when: 'before' }, '<<<<<<< HEAD\n{"schema":1,"n":2}'],
      [{ kind: 'file-edited', ref: LEDGER, path: 'state.json', edit: 'cut-off', when: 'before' }, '{"schema"'],
      [{ kind: 'file-edited', ref: LEDGER, path: 'state.json', edit: 'schema-from-the-future', when: 'before' }, '{"schema":9999,"n":2}'],
    ] as const) {
      const { github, ask, head, first, repository } = await aLedger();
      github.faults.plan(planned(fault, 'repos/get'));
      await ask('GET {}');
      expect(Object.values(github.faults.met())).toEqual([1]);
      const now = await head();
      if (expected === 'first') expect(now).toBe(first);
      else if (expected === 'none') expect(now).toBe(NO_OBJECT);
      else if (expected === 'start over') expect((await ask(read(now))).body).toMatchObject({ message: 'start over', parents: [] });
      else {
        const commit = await repository.commit(now);
        const entry = commit === 'missing' ? 'missing' : await repository.entryAt(commit.tree, 'state.json');
        expect(entry === 'missing' ? '' : (await repository.blob(entry.id)).toString()).toBe(expected);
      }
    }
  });

  it('do nothing to a branch that is not there: the fault stays planned', async () => {
    const { github, ask } = await aLedger();
    github.faults.plan({ route: '*', kind: 'ref-deleted', ref: 'refs/heads/nowhere', when: 'before' });
    await ask('GET {}');
    expect(github.faults.met()).toEqual({});
    expect(github.faults.left()).toHaveLength(1);
  });
});

describe('the list of faults', () => {
  it('was met in full by the tests above', () => {
    expect(FAULT_KINDS.filter((kind) => !seenInTests.has(kind))).toEqual([]);
  });
});
