/**
 * The status page on the management port, and the JSON behind it: read only, from journal, meters
 * and what the daemon knows already, without a request to the network. Imported by daemon.
 */
package daemon.page;
