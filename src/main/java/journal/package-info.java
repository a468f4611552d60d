/**
 * What was promised to whom: one durable row per window, numbered attempts to deliver it. SQL lives
 * only here. Routes may import it.
 */
package journal;
