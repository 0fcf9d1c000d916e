/**
 * Renders the Helm chart and looks at what would reach a cluster.
 *
 * <p>Tests only, on one thread; Helm runs in this process. Knows the chart, its stories and Kubernetes' types; no cluster and no socket.
 */
package dev.sluice.chart;
