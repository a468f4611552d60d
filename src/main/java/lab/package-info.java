/**
 * Making models: train, import, backtest. Builds on {@code features} and {@code inference}; only
 * {@code app} may import it.
 */
package lab;
