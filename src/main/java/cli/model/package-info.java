/**
 * The commands for models outside the daemon: train, backtest, predict, import, check and bench.
 * Only cli may import it.
 */
package cli.model;
