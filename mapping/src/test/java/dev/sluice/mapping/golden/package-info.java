/**
 * The examples of docs/mapping.md, run: each folder under {@code golden} has a configuration, its schemas, messages, and what becomes of them.
 *
 * <p>Runs in tests only, on their thread. Knows the doors of settings, rules and engine, and nothing behind them.
 */
package dev.sluice.mapping.golden;
