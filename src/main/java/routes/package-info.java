/**
 * The protocol as Camel routes, one file for each route. The daemon adds them to its context (the
 * doctor those of the market); they may import every room of the worker.
 */
package routes;
