/**
 * What a run came to, as files: a page with plots for people, JSON for programs (documented in docs/simulator.md, and read back), percentiles
 * for HdrHistogram's plotters; and as a table on the terminal.
 *
 * <p>The doors are {@link dev.sluice.simulator.report.RunReport}, which holds everything, {@link dev.sluice.simulator.report.ReportFile} and
 * {@link dev.sluice.simulator.report.RunText}. Knows figures and layout; no device, no broker, no network. Any thread.
 */
package dev.sluice.simulator.report;
