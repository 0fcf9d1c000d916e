/**
 * Reads as much of Prometheus' query language as the dashboard, the alerts and the scalers use, and refuses what it does not know.
 *
 * <p>Pure and on any thread. Knows the language's shape; knows no metric and no Grafana.
 */
package dev.sluice.chart.promql;
