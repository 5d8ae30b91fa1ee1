/** Unchecked exceptions, by reason; an expired thing is a kind of one that is not found. */
package dev.artigrid.client.errors;
