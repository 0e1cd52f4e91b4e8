// A small model of a rollout's ledger: weights, exclusions and evidence as its events tell them. The core's own fold is not asked, so that the two can be
// compared.
import type { Effect, LedgerEvent, Policy, Rollout } from '@rampart/rollout-policy';
import type { Recording } from '../../rollout/recording.ts';
import type { Ticked } from '../history.ts';
import { count, newCount, type CountedCheck, type InForce } from './counted-check.ts';
import { certifyingAnew } from './odds.ts';
import { labelsOf } from './promise.ts';

type Started = Extract<LedgerEvent, { kind: 'started' }>;

export interface Book extends InForce {
  readonly started: Started;
  readonly policy: Policy;
  readonly phase: Rollout['phase'];
  readonly stageIndex: number;
  readonly weight: number;
  readonly mirror: number;
  readonly weightMax: number;
  readonly firstWeight: number;
  readonly weightSinceMs: number;
  readonly pending: Effect | 'none';
  readonly checks: Readonly<Record<string, CountedCheck>>;
  /** Questions that people have answered. */
  readonly answered: readonly string[];
  /** A person has paused the target. */
  readonly isPaused: boolean;
}

/** One look with the books before it, and with its own evidence in them. */
export interface BookedLook {
  readonly event: Ticked;
  readonly index: number;
  readonly atMs: number;
  readonly before: Book;
  readonly seen: Book;
}

export interface Booked {
  readonly looks: readonly BookedLook[];
  /** After each event; `none` between rollouts. */
  readonly after: readonly (Book | 'none')[];
}

const NOT_SETTLED = Number.MAX_SAFE_INTEGER;

export function bookOf({ events, startMs }: Recording): Booked {
  const looks: BookedLook[] = [];
  const after: (Book | 'none')[] = [];
  let book: Book | 'none' = 'none';
  for (const [index, event] of events.entries()) {
    if (event.kind === 'started') book = open(event);
    else if (book !== 'none') {
      if (event.kind === 'ticked') {
        const seen = withEvidence(book, event);
        looks.push({ event, index, atMs: event.situation.nowMs - startMs, before: book, seen });
        book = afterLook(seen, event);
      } else book = afterEvent(book, event);
    }
    after.push(book);
  }
  return { looks, after };
}

function open(started: Started): Book {
  const { policy, atMs } = started;
  return {
    started,
    policy,
    phase: 'trial',
    stageIndex: 0,
    weight: 0,
    mirror: 0,
    weightMax: 0,
    firstWeight: 0,
    weightSinceMs: atMs,
    pending: 'none',
    weights: [{ fromMs: atMs, weight: 0, mirror: 0 }],
    exclusions: [],
    checks: Object.fromEntries(policy.checks.map(({ name }) => [name, newCount(atMs)])),
    answered: [],
    // Nothing starts on a paused target.
    isPaused: false,
  };
}

export function withEvidence(book: Book, { evidence }: Pick<Ticked, 'evidence'>): Book {
  const checks = Object.fromEntries(
    book.policy.checks.map((check) => {
      const before = book.checks[check.name] ?? newCount(book.started.atMs);
      const news = Object.hasOwn(evidence, check.name) ? evidence[check.name] : undefined;
      return [check.name, news === undefined ? { ...before, fresh: [] } : count(book.policy, check, before, news, book)];
    }),
  );
  return { ...book, checks };
}

function afterLook(book: Book, { decision, effect, situation, atMs }: Ticked): Book {
  const moved: Book = {
    ...book,
    stageIndex: decision.stageIndex,
    phase: decision.kind === 'rollback' ? 'leaving' : decision.kind === 'promote' ? 'awaiting-promotion' : decision.kind === 'stepBack' ? 'trial' : book.phase,
    answered: [...book.answered, ...decision.answered],
  };
  if (effect.kind === 'none') {
    const { router } = situation;
    const isUntouched = router.kind === 'read' && router.weight === book.weight && (router.mirror === 'cannot' || router.mirror <= book.mirror);
    return moved.pending !== 'none' && isUntouched ? { ...moved, pending: 'none', exclusions: closed(moved, atMs) } : moved;
  }
  const begun = begin(moved, effect.effect, situation.nowMs);
  return effect.kind === 'done' ? settle(begun, effect.effect, effect.effect.weight, atMs) : begun;
}

function afterEvent(book: Book, event: LedgerEvent): Book | 'none' {
  switch (event.kind) {
    case 'intended':
      return begin(book, event.effect, event.atMs);
    case 'confirmed': {
      if (book.pending === 'none') return book;
      const settled = settle(book, book.pending, event.observed, event.settledAtMs);
      return book.pending.purpose === 'finish' ? 'none' : settled;
    }
    case 'promoted': {
      const bakeIndex = book.policy.plan.findIndex(({ kind }) => kind === 'bake');
      return { ...book, phase: 'baking', stageIndex: bakeIndex < 0 ? book.policy.plan.length : bakeIndex, checks: coverageFrom(book, book.weightSinceMs) };
    }
    case 'ended':
      return 'none';
    case 'paused':
    case 'resumed':
      return { ...book, isPaused: event.kind === 'paused' };
    default:
      return book;
  }
}

function begin(book: Book, effect: Effect, fromMs: number): Book {
  const isOpen = book.exclusions.some(({ toMs }) => toMs === NOT_SETTLED);
  return { ...book, pending: effect, exclusions: isOpen ? book.exclusions : [...book.exclusions, { fromMs, toMs: NOT_SETTLED }] };
}

function settle(book: Book, effect: Effect, weight: number, settledAtMs: number): Book {
  return {
    ...book,
    pending: 'none',
    weight,
    mirror: effect.mirror,
    weightMax: Math.max(book.weightMax, weight),
    firstWeight: book.firstWeight === 0 ? weight : book.firstWeight,
    weightSinceMs: settledAtMs,
    weights: [...book.weights, { fromMs: settledAtMs, weight, mirror: effect.mirror }],
    exclusions: closed(book, settledAtMs),
    checks: coverageFrom(book.weight === 0 && weight > 0 ? withoutCertificates(book) : book, settledAtMs),
  };
}

/** What was learned without users certifies nothing; labels of that time are still to come. */
function withoutCertificates(book: Book): Book {
  const delayed = new Set(book.policy.checks.filter((check) => labelsOf(check) !== 'none').map(({ name }) => name));
  return { ...book, checks: Object.fromEntries(Object.entries(book.checks).map(([name, check]) => [name, delayed.has(name) ? check : { ...check, odds: certifyingAnew(check.odds) }])) };
}

function closed(book: Book, atMs: number): Book['exclusions'] {
  return book.exclusions.map((span) => (span.toMs === NOT_SETTLED ? { fromMs: span.fromMs, toMs: atMs + book.policy.expert.warmUpMs } : span));
}

function coverageFrom({ checks }: Pick<Book, 'checks'>, coveredFromMs: number): Book['checks'] {
  return Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, { ...check, coveredMs: 0, coveredFromMs }]));
}
