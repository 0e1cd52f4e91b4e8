// Metric sources: pages of pods in the OpenMetrics or Prometheus text format, label sources, and both as one.
export { metricSources } from './metric-sources.ts';
export { openMetricsSource, type OpenMetricsOptions } from './openmetrics/open-metrics-source.ts';
export { labelsSource, type LabelsOptions } from './labels/labels-source.ts';
