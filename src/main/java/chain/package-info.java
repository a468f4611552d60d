/**
 * The client of the Allora network as one worker sees it: windows, account, signing, broadcast and
 * receipts. Outside, only this package and chain.model are imported, by routes, config, wiring,
 * daemon, doctor, report, trials and cli.
 */
package chain;
