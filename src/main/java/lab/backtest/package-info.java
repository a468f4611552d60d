/**
 * Walk-forward comparison of models on past prices: ranges, models, losses, scorecards, leakage
 * check, and the report as HTML, charts and CSV. Imported by cli only.
 */
package lab.backtest;
