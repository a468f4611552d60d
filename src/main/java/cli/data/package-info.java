/**
 * The commands for the candle store: import a file, check what the market sources say. Only cli may
 * import it.
 */
package cli.data;
