/**
 * Real daemon processes that share a real PostgreSQL server, while both are killed, frozen and cut
 * off. Imported by cli.
 */
package trials.replicas;
