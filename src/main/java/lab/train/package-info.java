/**
 * Fits ridge and XGBoost models on past prices and writes them as artifacts. Imported by cli and
 * lab.backtest only.
 */
package lab.train;
