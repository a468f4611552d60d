/**
 * The simulated market: hourly candles from a file or a generator, served as Tiingo and Coinbase
 * would serve them at the time of the simulated clock. It imports server and ledger; only devnet
 * builds it.
 */
package devnet.market;
