/**
 * The simulated market: hourly candles from a file or a generator, shown as Tiingo and Coinbase
 * would show them at the moment of the simulated clock. It imports api and genesis; only devnet
 * builds it.
 */
package devnet.market;
