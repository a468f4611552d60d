/**
 * Checks every precondition of a run (configuration, keys, network, account, topics, market
 * sources, journal) and lists the findings with their fixes. Imported by trials and cli.
 */
package doctor;
