/**
 * Builds and runs the Camel application from the wired components: adds the routes, checks the
 * start, publishes health and the banner. Imported by trials and cli; production code only.
 */
package daemon;
