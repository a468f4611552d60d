/**
 * How market sources are called over HTTP by the routes, and in which order. Only routes may import
 * it.
 */
package routes.market;
