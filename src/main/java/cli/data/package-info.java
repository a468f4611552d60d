/**
 * The commands for candles outside the daemon: import, check and fetch. Imported by the root
 * command only.
 */
package cli.data;
