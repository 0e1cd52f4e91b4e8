// Metric sources: pages of pods in the OpenMetrics or Prometheus text format, label sources, and both as one.
export { metricSources } from './metric-sources.ts';
export { openMetricsSource, type OpenMetricsOptions } from './openmetrics/open-metrics-source.ts';
export { viewPage, type PageFetching, type PageView } from './openmetrics/page-view.ts';
export type { Page, Sample } from './openmetrics/exposition.ts';
export { matchesAll, type Labels } from './openmetrics/label-pattern.ts';
export { labelsSource, type LabelsOptions } from './labels/labels-source.ts';
