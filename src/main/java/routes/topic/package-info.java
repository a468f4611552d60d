/**
 * What a route knows of its topics: the registry and plan of each, model location, submission
 * timing, competition calendar, and the names of the exchange properties. Imported by all other
 * packages of routes, by config, wiring and daemon.
 */
package routes.topic;
