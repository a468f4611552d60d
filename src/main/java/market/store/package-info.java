/**
 * Hourly candles on disk: one compressed file per pair and origin, and the gaps in them. Imported
 * by the market room, config and the data commands.
 */
package market.store;
