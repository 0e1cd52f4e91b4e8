// Where live signals come from: `metrics: {openmetrics: {pages: {fraud-a: [http://...]}}}`.
import * as z from 'zod';
import type { MetricsOrigin } from '@rampart/rollout-policy';
import { refusal } from '../mistakes/refusal.ts';
import { described, listOf, mapping, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { url } from './text-forms.ts';

const PAGES_EXAMPLE = '{fraud-a: [http://fraud-a:9090/metrics], fraud-b: [http://fraud-b:9090/metrics]}';

export function metricsSchema(): Form<MetricsOrigin> {
  return mapping('metrics', `{openmetrics: {pages: ${PAGES_EXAMPLE}}}`, {
    openmetrics: described(
      'Metric pages of the pods, read directly.',
      mapping('metrics', `{pages: ${PAGES_EXAMPLE}}`, { pages: described('For each slot the pages of its pods.', pages()) }),
    ),
  }).transform(({ openmetrics }): MetricsOrigin => ({ kind: 'openmetrics', pages: openmetrics.pages }));
}

function pages(): Form<Readonly<Record<string, readonly string[]>>> {
  return z.record(z.string(), slotPages(), { error: () => `a mapping from slot to pages, e.g. ${PAGES_EXAMPLE}` });
}

function slotPages(): Form<readonly string[]> {
  const accepted = 'a list of the pages of this slot’s pods, e.g. [http://fraud-a:9090/metrics]';
  return listOf(url(), '[http://fraud-a:9090/metrics]').transform((addresses, ctx) => {
    if (addresses.length === 0) return refuse(ctx, refusal('out-of-range', { says: 'no page is listed', accepted }));
    const twice = addresses.findIndex((address, index) => addresses.indexOf(address) !== index);
    if (twice < 0) return addresses;
    return refuse(ctx, refusal('repeated', { says: 'this page is listed twice, and its requests would count twice', accepted: 'each page once' }), [twice]);
  });
}
