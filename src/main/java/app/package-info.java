/**
 * The program around the routes: entry point, commands, settings and wiring. It knows everyone and
 * nobody imports it.
 */
package app;
