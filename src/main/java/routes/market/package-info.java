/**
 * How the routes call servers over HTTP, and market sources in which order. Only routes may import
 * it.
 */
package routes.market;
