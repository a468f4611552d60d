/**
 * Candles from market data providers: how to ask each one, how to read what it answers, and whether
 * the result is fresh, whole and sane. Routes may import it.
 */
package market;
