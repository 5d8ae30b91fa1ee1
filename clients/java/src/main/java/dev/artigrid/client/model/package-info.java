/** Answers: immutable, as the server had things when it answered. */
package dev.artigrid.client.model;
