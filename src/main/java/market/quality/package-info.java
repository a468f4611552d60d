/**
 * The rules candles must pass and the cross-check against other sources. Imported by market only;
 * its limits also by config.
 */
package market.quality;
