/**
 * Walk-forward comparison of models on past prices: ranges, models, losses, scorecards and leakage
 * check. Imported by cli and lab.report only.
 */
package lab.backtest;
