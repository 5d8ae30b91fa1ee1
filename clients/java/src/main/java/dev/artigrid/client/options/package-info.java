/**
 * Arguments. All are immutable: each {@code with…} gives another one, and one may be kept and shared. {@code new} gives
 * one in which everything is left out.
 */
package dev.artigrid.client.options;
