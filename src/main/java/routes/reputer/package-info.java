/**
 * The steps of a reputer: which window, which losses. What follows them, from the claim on, is the
 * same for every role. Imported by routes and daemon.
 */
package routes.reputer;
