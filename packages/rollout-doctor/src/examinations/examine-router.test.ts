import { failed, ok, type LedgerView } from '@rampart/rollout-engine';
import { aRollout } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { aPolicyWith, aReading, aRouterReading, aState, DIGEST, errorsCheck, OTHER_DIGEST, READY_B } from '../../test/a-visit.ts';
import { examineRouter } from './examine-router.ts';

const recorded = (parts: Parameters<typeof aState>[0] = {}) => ({ view: ok({ kind: 'present', head: 'h', state: aState(parts) } as const), events: ok([]) });

describe('examineRouter', () => {
  it('finds nothing where one slot has everything and the ledger agrees', () => {
    const found = examineRouter(aReading({ ledger: recorded() }));
    expect(found.findings).toEqual([]);
    expect(found.saw).toEqual(['a 100 %, v1; b 0 %, empty; steps of 0.1 %', 'nobody has set weights through Rampart here']);
  });

  it.each([
    ['unavailable', /router-contract/],
    ['denied', /RAMPART_ROUTER_TOKEN/],
  ] as const)('says what to do about a router that is %s', (code, fix) => {
    const router = failed<ReturnType<typeof aRouterReading>>({ port: 'router', code, message: 'no answer', retryable: true, outcome: 'not-done' });
    expect(examineRouter(aReading({ router })).findings).toEqual([expect.objectContaining({ code: 'RMP801', gravity: 'mend', seen: 'no answer', fix: expect.objectContaining({ text: expect.stringMatching(fix) }) })]);
  });

  it('names the slots of the router where the policy has others', () => {
    const policy = aPolicyWith([errorsCheck()], { serve: { kind: 'http', url: 'http://router/route', slots: ['a', 'c'] } });
    expect(examineRouter(aReading({ policy })).findings).toEqual([expect.objectContaining({ code: 'RMP802', fix: { text: expect.any(String), paste: ['serve: {http: http://router/route, slots: [a, b]}'] } })]);
  });

  it('asks whose a split without a rollout is, and says nothing of it during one', () => {
    const router = ok(aRouterReading({ b: 50_000, placedB: READY_B }));
    expect(examineRouter(aReading({ router, ledger: recorded() })).findings.map(({ code }) => code)).toEqual(['RMP803']);
    const live = { view: ok({ kind: 'present', head: 'h', state: aRollout().state() } as const), events: ok([]) };
    expect(examineRouter(aReading({ router, ledger: live })).findings).toEqual([]);
  });

  it('tells the stamp of a rollout that the ledger does not know from one that it knows', () => {
    const router = ok(aRouterReading({ stamp: 'r-9' }));
    expect(examineRouter(aReading({ router, ledger: recorded() })).findings).toEqual([expect.objectContaining({ code: 'RMP803', gravity: 'mend', about: 'stamp' })]);
    const ended = [{ id: 'r-9', candidate: { version: 'v2', digest: OTHER_DIGEST }, outcome: 'rolled-back', why: '', endedAtMs: 1, weightMax: 0 as never }] as const;
    expect(examineRouter(aReading({ router, ledger: recorded({ ended }) })).findings).toEqual([]);
  });

  it('takes a stamp beside an empty ledger for a ledger that is kept elsewhere', () => {
    expect(examineRouter(aReading({ router: ok(aRouterReading({ stamp: 'r-9' })) })).findings).toEqual([expect.objectContaining({ code: 'RMP803', gravity: 'mend', seen: expect.stringContaining('has no ledger here') as string, fix: expect.objectContaining({ text: expect.stringContaining('state-repository') as string }) as object })]);
  });

  it('says nothing about the stamp beside a ledger that cannot be read, nor about what a person did with the break-glass line', () => {
    const away = { view: failed<LedgerView>({ port: 'ledger', code: 'unavailable', message: 'away', retryable: true, outcome: 'not-done' }), events: ok([]) };
    expect(examineRouter(aReading({ router: ok(aRouterReading({ stamp: 'r-9' })), ledger: away })).findings).toEqual([]);
    expect(examineRouter(aReading({ router: ok(aRouterReading({ stamp: 'break-glass' })), ledger: recorded() }))).toMatchObject({ saw: [expect.anything(), 'last set by a person, with the line that takes all traffic back'], findings: [] });
  });

  it.each([
    ['another digest', { stable: { version: 'v0', digest: OTHER_DIGEST, slot: 'a' } }],
    ['another slot', { stable: { version: 'v1', digest: DIGEST, slot: 'b' } }],
  ])('sees that what serves has %s than the ledger', (_, parts) => {
    expect(examineRouter(aReading({ ledger: recorded(parts) })).findings).toEqual([expect.objectContaining({ code: 'RMP804', gravity: 'mend' })]);
  });

  it('refuses a stable slot that is not ready', () => {
    expect(examineRouter(aReading({ router: ok(aRouterReading({ readyA: false })) })).findings).toEqual([expect.objectContaining({ code: 'RMP805', gravity: 'mend', about: 'slot a' })]);
  });

  it('sees what the router cannot do of the plan', () => {
    const policy = aPolicyWith([errorsCheck()], { plan: [{ kind: 'shadow', durationMs: 1, share: 1 as never }, { kind: 'ramp', steps: { kind: 'ladder', weights: [500 as never], everyMs: 0 }, weightMax: 500 as never, sticky: 'none' }] });
    expect(examineRouter(aReading({ policy })).findings.map(({ code, about }) => [code, about])).toEqual([['RMP806', 'shadow'], ['RMP806', 'first weight']]);
  });
});
