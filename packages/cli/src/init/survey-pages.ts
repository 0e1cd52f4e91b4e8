// Looks at the metric pages of the slot that serves: once for the names, then several times for what they count.
import type { Clock } from '@rampart/rollout-engine';
import { viewPage, type Page, type PageFetching, type Sample } from '@rampart/metric-sources';

export interface Look {
  readonly atMs: number;
  readonly page: Page;
}

export interface PodSurvey {
  readonly url: string;
  /** At least two, oldest first. */
  readonly looks: readonly [Look, ...Look[]];
}

export interface Survey {
  readonly pods: readonly PodSurvey[];
  /** Pages that could not be read, and why. */
  readonly troubles: readonly string[];
}

export const PROCESS_START = 'process_start_time_seconds';
const LOOKS = 4;
/** A page with more interesting names than these is a page of everything: the first ones by name are read. */
const NAMES_MAX = 400;
/** What checks are made of: counters, the parts of histograms, and memory. */
const INTERESTING = /(?:_total|_count|_bucket|_bytes|_requests|request_count|_rq)$/;

export interface SurveyPlan extends PageFetching {
  readonly urls: readonly string[];
  readonly forMs: number;
  /** Always wanted, whatever they are called. */
  readonly names: readonly string[];
}

export async function surveyPages({ urls, forMs, names, ...fetching }: SurveyPlan, clock: Clock, signal: AbortSignal): Promise<Survey> {
  const freshness = (): { readonly nowMs: number; readonly maxGapMs: number } => ({ nowMs: clock.nowMs(), maxGapMs: 120_000 });
  const wantedOf = new Map<string, ReadonlySet<string>>();
  const troubles: string[] = [];
  for (const [index, view] of (await Promise.all(urls.map((url) => viewPage(url, new Set(), freshness(), fetching)))).entries()) {
    if (view.kind === 'unreadable') troubles.push(view.why);
    else wantedOf.set(urls[index] ?? '', new Set([PROCESS_START, ...names, ...sampleNames(view.page).slice(0, NAMES_MAX)]));
  }
  const looks = new Map<string, Look[]>();
  for (let look = 0; look < LOOKS && wantedOf.size > 0 && !signal.aborted; look += 1) {
    if (look > 0) await clock.sleep(forMs / (LOOKS - 1), signal);
    await Promise.all(
      [...wantedOf].map(async ([url, wanted]) => {
        const view = await viewPage(url, wanted, freshness(), fetching);
        if (view.kind === 'page') looks.set(url, [...(looks.get(url) ?? []), { atMs: clock.nowMs(), page: view.page }]);
        else troubles.push(view.why);
      }),
    );
  }
  const pods = urls.flatMap((url): readonly PodSurvey[] => {
    const [first, ...more] = looks.get(url) ?? [];
    return first === undefined || more.length === 0 ? [] : [{ url, looks: [first, ...more] }];
  });
  return { pods, troubles: [...new Set(troubles)] };
}

function sampleNames(page: Page): readonly string[] {
  return [...page.names].filter((name) => INTERESTING.test(name)).sort();
}

export function samplesOf(page: Page, name: string): readonly Sample[] {
  return page.samples.get(name) ?? [];
}

export function lastLook({ looks }: PodSurvey): Look {
  return looks.at(-1) ?? looks[0];
}
