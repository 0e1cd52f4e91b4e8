// One metric source for all checks of a policy: each question goes to the source that knows its kind of signal.
import { ok, type BlocksRequest, type MetricSource } from '@rampart/rollout-engine';
import { labelsSource, type LabelsOptions } from './labels/labels-source.ts';
import { openMetricsSource, type OpenMetricsOptions } from './openmetrics/open-metrics-source.ts';

/** Shares and times are read from metric pages, right and wrong answers from their label source. Only pages leave a snapshot. */
export function metricSources(options: OpenMetricsOptions & LabelsOptions): MetricSource {
  const pages = openMetricsSource(options);
  const labels = labelsSource(options);
  return {
    fetchBlocks: async (request) => {
      const [seen, labelled] = await Promise.all([pages.fetchBlocks(only(request, 'live')), labels.fetchBlocks(only(request, 'labels'))]);
      if (seen.kind === 'error') return seen;
      if (labelled.kind === 'error') return labelled;
      return ok({ evidence: { ...seen.value.evidence, ...labelled.value.evidence }, snapshot: seen.value.snapshot });
    },
  };
}

function only(request: BlocksRequest, kind: 'live' | 'labels'): BlocksRequest {
  return { ...request, questions: request.questions.filter(({ signal }) => (signal.kind === 'labels') === (kind === 'labels')) };
}
