package dev.artigrid.client.model;

/** Whose an artifact is. */
public enum Scope {
    /** One session's; ends with it. */
    SESSION,
    /** One user's, from any session. */
    USER,
    /** The sandbox's: read by all in it, written by admins. */
    SANDBOX
}
