/**
 * The steps of a reputer and a forecaster: which window, which losses, which are expected. What
 * follows them, from the claim on, is the same for every role. Imported by routes and daemon.
 */
package routes.reputer;
