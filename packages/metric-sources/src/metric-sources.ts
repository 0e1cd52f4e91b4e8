// One metric source for all checks of a policy: each question goes to the source that knows its kind of signal.
import { ok, type BlocksRequest, type MetricSource } from '@rampart/rollout-engine';
import { labelsQuestionOf } from './labels/measures.ts';
import { labelsSource, type LabelsOptions } from './labels/labels-source.ts';
import { openMetricsSource, type OpenMetricsOptions } from './openmetrics/open-metrics-source.ts';

/** What requests do is read from metric pages, what is known only later from the label source of its check. Only pages leave a snapshot. */
export function metricSources(options: OpenMetricsOptions & LabelsOptions): MetricSource {
  const pages = openMetricsSource(options);
  const labels = labelsSource(options);
  return {
    fetchBlocks: async (request) => {
      const [seen, labelled] = await Promise.all([pages.fetchBlocks(only(request, 'live')), labels.fetchBlocks(only(request, 'labels'))]);
      if (seen.kind === 'error') return seen;
      if (labelled.kind === 'error') return labelled;
      const { unjoined } = labelled.value;
      return ok({ evidence: { ...seen.value.evidence, ...labelled.value.evidence }, snapshot: seen.value.snapshot, ...(unjoined === undefined ? {} : { unjoined }) });
    },
  };
}

function only(request: BlocksRequest, kind: 'live' | 'labels'): BlocksRequest {
  return { ...request, questions: request.questions.filter(({ signal }) => (labelsQuestionOf(signal).kind === 'asked') === (kind === 'labels')) };
}
