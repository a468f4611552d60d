/**
 * Metrics of the daemon beside those of Camel; Micrometer lives only here. Routes and daemon may
 * import it.
 */
package ops;
