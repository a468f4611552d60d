/**
 * Scenarios of wallets that report losses or forecast them, alone or beside predicting. Only the
 * catalogue of faults imports it.
 */
package faults.roles;
